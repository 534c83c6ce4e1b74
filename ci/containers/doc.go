// Package containers holds the specs of the container image: they start it in a real engine, provision into it with the
// simulator, restart and kill it, and look whether everything is still there.
//
// The specs carry the build tag `containers`, because compiling the engine's client takes longer than the rest of the
// tests together; `make containers` builds the image (entrasim:test) and runs them. Not modelled: registries, orchestrators.
package containers
