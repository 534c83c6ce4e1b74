package suites

import "github.com/entrasim/entrasim/suites/internal/inmemory"

// inProcess stands in the URLs of a handler in this process when the options name no URL, or only its path.
const inProcess = "http://localhost"

// serve makes a transport of Options.Handler; without one nothing changes. release ends what was begun.
func (o Options) serve() (_ Options, release func()) {
	if o.Handler == nil {
		return o, func() {}
	}
	target := inmemory.Serve(o.Handler)
	o.Transport = target.Transport()
	return o, target.Close
}

// base is the base URL; that of a handler in this process may be no more than a path.
func (o Options) base() string {
	if o.Handler != nil && (o.URL == "" || o.URL[0] == '/') {
		return inProcess + o.URL
	}
	return o.URL
}
