package cli

import (
	"io"
	"log/slog"
)

// logger writes to stderr in the wanted form.
func (o serveOptions) logger(w io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(o.logLevel)); err != nil {
		return nil, usage(nil, "choose debug, info, warn or error", "--log-level %q is unknown", o.logLevel)
	}
	opts := &slog.HandlerOptions{Level: level}
	switch o.logFormat {
	case "text":
		return slog.New(slog.NewTextHandler(w, opts)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(w, opts)), nil
	}
	return nil, usage(nil, "choose text or json", "--log-format %q is unknown", o.logFormat)
}
