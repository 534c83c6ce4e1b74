package fault

import (
	"fmt"
	"time"
)

// toxic is a fault of Toxiproxy. Upstream is the way to the endpoint, downstream the way back.
type toxic struct {
	kind, stream string
	attributes   map[string]int64
}

// Network is a fault of the connection, made by one of the functions below.
type Network struct {
	toxics []toxic
	closed bool // nobody listens
	err    error
}

// instant is the time-out after which a connection is reset, or never answered; with a time-out of 0 Toxiproxy does so for good.
var instant = map[string]int64{"timeout": 0}

const (
	upstream   = "upstream"
	downstream = "downstream"
)

// Latency lets the answer come late by d.
func Latency(d time.Duration) Network {
	return timed(d, toxic{"latency", downstream, map[string]int64{"latency": d.Milliseconds()}})
}

// Slow lets the answer trickle: 64 bytes at a time, with a pause of d between them.
func Slow(d time.Duration) Network {
	return timed(d, toxic{"slicer", downstream, map[string]int64{"average_size": 64, "delay": d.Microseconds()}})
}

// Reset resets the connection before the request arrives.
func Reset() Network { return Network{toxics: []toxic{{"reset_peer", upstream, instant}}} }

// LoseAnswer resets the connection when the answer comes.
func LoseAnswer() Network { return Network{toxics: []toxic{{"reset_peer", downstream, instant}}} }

// Hang holds the answer back for good.
func Hang() Network { return Network{toxics: []toxic{{"timeout", downstream, instant}}} }

// Truncate ends the answer, header and body together, after n bytes.
func Truncate(n int) Network {
	t := Network{toxics: []toxic{{"limit_data", downstream, map[string]int64{"bytes": int64(n)}}}}
	if n < 1 {
		t.err = fmt.Errorf("an answer cannot end after %d bytes; give a number from 1", n)
	}
	return t
}

// Refuse is an endpoint at whose address nobody listens.
func Refuse() Network { return Network{closed: true} }

func timed(d time.Duration, t toxic) Network {
	n := Network{toxics: []toxic{t}}
	if d < time.Millisecond || d > time.Minute {
		n.err = fmt.Errorf("%v is no delay to wait for; give one from 1ms to 1m, it is real time", d)
	}
	return n
}

func (n Network) check() error { return n.err }
