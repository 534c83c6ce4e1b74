// Package disaster lets a server be struck while the simulator provisions into it, and holds it to what it had
// acknowledged: nothing is lost, nothing is there twice, and the job converges as soon as the disasters end.
//
// The tests of the binary and of the containers say what strikes: SIGKILL of a server process, a crash of its database, the
// end of one of two servers behind a proxy. When it strikes follows from a fixed seed; where exactly that hits the server does
// not, so a failure names what was lost, not how to repeat it.
//
// Not modelled: a disk that forgets what it has confirmed.
package disaster
