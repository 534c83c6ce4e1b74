package httpapi

// inOrder calls process for the operations in the order of the request, but for every one after those that it refers to;
// operations that refer to each other in a circle come together (Tarjan's algorithm, which finds circles in the order in which
// they have to be processed). An error of process ends it.
func (b *bulkRun) inOrder(process func([]*bulkOp) error) error {
	w := walk{b: b, process: process, index: make(map[*bulkOp]int, len(b.ops)), low: make(map[*bulkOp]int, len(b.ops)), onStack: map[*bulkOp]bool{}}
	for _, op := range b.ops {
		if w.index[op] != 0 {
			continue
		}
		if err := w.visit(op); err != nil {
			return err
		}
	}
	return nil
}

type walk struct {
	b       *bulkRun
	process func([]*bulkOp) error
	next    int
	index   map[*bulkOp]int // from 1, in the order of the visits
	low     map[*bulkOp]int
	stack   []*bulkOp
	onStack map[*bulkOp]bool
}

// visit goes as deep as the longest chain of references, which maxOperations bounds.
func (w *walk) visit(op *bulkOp) error {
	w.next++
	w.index[op], w.low[op] = w.next, w.next
	w.stack = append(w.stack, op)
	w.onStack[op] = true
	for _, ref := range op.refs {
		to := w.b.created[ref]
		switch {
		case to == nil:
		case w.index[to] == 0:
			if err := w.visit(to); err != nil {
				return err
			}
			w.low[op] = min(w.low[op], w.low[to])
		case w.onStack[to]:
			w.low[op] = min(w.low[op], w.index[to])
		}
	}
	if w.low[op] != w.index[op] {
		return nil
	}
	at := len(w.stack) - 1
	for w.stack[at] != op {
		at--
	}
	group := append([]*bulkOp(nil), w.stack[at:]...)
	w.stack = w.stack[:at]
	for _, e := range group {
		w.onStack[e] = false
	}
	return w.process(group)
}

// refersTo reports whether a refers to what b creates.
func refersTo(a, b *bulkOp) bool {
	for _, ref := range a.refs {
		if ref == b.bulkID {
			return true
		}
	}
	return false
}
