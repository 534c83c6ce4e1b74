package fault

import (
	"context"
	"io"
	"net"
	"sync"

	"github.com/Shopify/toxiproxy/v2/stream"
	"github.com/Shopify/toxiproxy/v2/toxics"
)

// pour carries one way of a connection through its toxic until either end is closed, and closes to. Both ways together end each
// other: what is closed here cannot be read there.
func (n Network) pour(ctx context.Context, way direction, from, to net.Conn) {
	var toxic toxics.Toxic = new(toxics.NoopToxic)
	if n.way == way && n.toxic != nil {
		toxic = n.toxic
	}
	in, out := make(chan *stream.StreamChunk), make(chan *stream.StreamChunk)
	stub := toxics.NewToxicStub(in, out)
	switch toxic := toxic.(type) {
	case toxics.StatefulToxic:
		stub.State = toxic.NewState()
	case *toxics.ResetToxic:
		abrupt(from)
		abrupt(to)
	}
	piped := make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() {
		defer close(in)
		_, _ = io.Copy(stream.NewChanWriter(in), from) // a connection that breaks is what this is about
	})
	running.Go(func() {
		toxic.Pipe(stub)
		stub.Close()
		close(piped)
		for range in { // what comes now goes nowhere
		}
	})
	running.Go(func() {
		select {
		case <-piped:
		case <-ctx.Done():
			select {
			case <-piped:
			case stub.Interrupt <- struct{}{}:
			}
		}
	})
	var err error
	for chunk := range out {
		if err == nil {
			_, err = to.Write(chunk.Data)
		}
	}
	_ = to.Close()
	running.Wait()
}

// abrupt lets a connection end with a reset.
func abrupt(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // without it the connection ends in good order, which the tests would tell
	}
}
