package fault

import (
	"fmt"
	"time"

	"github.com/Shopify/toxiproxy/v2/toxics"
)

// direction is a way through a connection: upstream to the endpoint, downstream back.
type direction int

const (
	upstream direction = iota
	downstream
)

// Network is a fault of the connection, made by one of the functions below: a toxic of Toxiproxy's on one way.
type Network struct {
	toxic  toxics.Toxic
	way    direction
	closed bool // nobody listens
	err    error
}

// sliced is how many bytes at a time a slow answer comes in.
const sliced = 64

// Latency lets the answer come late by d.
func Latency(d time.Duration) Network {
	return timed(d, &toxics.LatencyToxic{Latency: d.Milliseconds()})
}

// Slow lets the answer trickle: 64 bytes at a time, with a pause of d between them.
func Slow(d time.Duration) Network {
	return timed(d, &toxics.SlicerToxic{AverageSize: sliced, Delay: int(d.Microseconds())})
}

// Reset resets the connection before the request arrives.
func Reset() Network { return Network{toxic: new(toxics.ResetToxic), way: upstream} }

// LoseAnswer resets the connection when the answer comes.
func LoseAnswer() Network { return Network{toxic: new(toxics.ResetToxic), way: downstream} }

// Hang holds the answer back for good.
func Hang() Network { return Network{toxic: new(toxics.TimeoutToxic), way: downstream} }

// Truncate ends the answer, header and body together, after n bytes.
func Truncate(n int) Network {
	t := Network{toxic: &toxics.LimitDataToxic{Bytes: int64(n)}, way: downstream}
	if n < 1 {
		t.err = fmt.Errorf("an answer cannot end after %d bytes; give a number from 1", n)
	}
	return t
}

// Refuse is an endpoint at whose address nobody listens.
func Refuse() Network { return Network{closed: true} }

func timed(d time.Duration, toxic toxics.Toxic) Network {
	n := Network{toxic: toxic, way: downstream}
	if d < time.Millisecond || d > time.Minute {
		n.err = fmt.Errorf("%v is no delay to wait for; give one from 1ms to 1m, it is real time", d)
	}
	return n
}

func (n Network) check() error { return n.err }
