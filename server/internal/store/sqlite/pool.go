package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"sync"
)

// pool lends connections for reading. The last one given back is lent first: its cache is the warmest.
type pool struct {
	slots chan struct{} // one token for each connection that is lent

	mu   sync.Mutex
	idle []*conn
}

func openPool(ctx context.Context, connector driver.Connector, size int) (*pool, error) {
	p := &pool{slots: make(chan struct{}, size)}
	for range size {
		c, err := connect(ctx, connector)
		if err != nil {
			return nil, errors.Join(err, p.close())
		}
		p.idle = append(p.idle, c)
	}
	return p, nil
}

func (p *pool) get(ctx context.Context) (*conn, error) {
	select {
	case p.slots <- struct{}{}:
	default:
		select {
		case p.slots <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	last := len(p.idle) - 1
	c := p.idle[last]
	p.idle = p.idle[:last]
	return c, nil
}

func (p *pool) put(c *conn) {
	c.failed = nil
	p.mu.Lock()
	p.idle = append(p.idle, c)
	p.mu.Unlock()
	<-p.slots
}

// close closes the connections; all must have been given back.
func (p *pool) close() error {
	var errs []error
	for _, c := range p.idle {
		errs = append(errs, c.close())
	}
	p.idle = nil
	return errors.Join(errs...)
}
