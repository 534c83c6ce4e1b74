package directory

import "iter"

// chunk is how many events one piece of the journal holds.
const chunk = 1 << 11

// journal is the change feed: it is only ever appended to, in pieces, so that no append copies what a million users left behind.
type journal struct {
	pieces [][]event
	length int64
}

func (j *journal) append(e event) {
	if j.length%chunk == 0 {
		j.pieces = append(j.pieces, make([]event, 0, chunk))
	}
	last := len(j.pieces) - 1
	j.pieces[last] = append(j.pieces[last], e)
	j.length++
}

// since yields the events from a position on.
func (j *journal) since(position int64) iter.Seq[event] {
	return func(yield func(event) bool) {
		for ; position < j.length; position++ {
			if !yield(j.pieces[position/chunk][position%chunk]) {
				return
			}
		}
	}
}

// clone shares the full pieces, which never change, and copies the one that is being filled.
func (j *journal) clone() journal {
	c := journal{pieces: make([][]event, len(j.pieces)), length: j.length}
	copy(c.pieces, j.pieces)
	if last := len(c.pieces) - 1; last >= 0 {
		c.pieces[last] = append(make([]event, 0, chunk), c.pieces[last]...)
	}
	return c
}
