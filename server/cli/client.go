package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/server"
)

// defaultData is where serve keeps its data and the admin commands look for it.
const defaultData = "entrasim-data"

// connection are the flags that say which server an admin command means.
type connection struct {
	data, adminURL, adminTokenEnv string
	asJSON                        bool
}

func (c *connection) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.data, "data", defaultData, "data directory of the server, or URL of its database")
	f.StringVar(&c.adminURL, "admin-url", "", "admin API of a running server (default: found through the data directory)")
	f.StringVar(&c.adminTokenEnv, "admin-token-env", "ENTRASIM_ADMIN_TOKEN", "variable with the admin token, if the server demands one")
	f.BoolVar(&c.asJSON, "json", false, "print JSON")
}

// client calls the admin API, over HTTP or in process.
type client struct {
	http  *http.Client
	base  string
	token string
	close func() error
}

// clientTimeout bounds one call.
const clientTimeout = 30 * time.Second

// dial finds the server: the one at --admin-url, the one that runs on the data directory, or none, in which case the
// directory is opened here.
func (c *connection) dial(ctx context.Context) (*client, error) {
	cl, err := c.reach(ctx)
	if cl != nil || err != nil {
		return cl, err
	}
	srv, err := server.New(ctx, server.Config{DataDir: c.data, Exchanges: -1, DefectRules: rulesFrom(ctx)})
	if err != nil {
		return nil, openFailed(err, c.data)
	}
	return &client{base: "http://localhost", http: &http.Client{Transport: inProcess{srv.AdminHandler()}}, close: srv.Close}, nil
}

// reach finds a running server; nil means that none runs on the data directory, which exists, or that the data is a database.
func (c *connection) reach(ctx context.Context) (*client, error) {
	database := server.IsDatabaseURL(c.data)
	if c.adminURL == "" && !database {
		if r, ok := running(ctx, c.data); ok {
			c.adminURL = r.AdminURL
		}
	}
	if c.adminURL == "" {
		if _, err := os.Stat(c.data); err != nil && !database {
			return nil, usage(nil, "start one with: entrasim serve, or say where it is with --data or --admin-url",
				"no server runs on %s, and there is no such directory", c.data)
		}
		return nil, nil
	}
	u, err := url.Parse(c.adminURL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, usage(nil, "write it like http://127.0.0.1:8481", "--admin-url %q is not a URL", c.adminURL)
	}
	return &client{
		base: strings.TrimRight(c.adminURL, "/"), http: &http.Client{Timeout: clientTimeout},
		token: os.Getenv(c.adminTokenEnv), close: func() error { return nil },
	}, nil
}

// call sends a JSON request and reads a JSON answer; in and out may be nil.
func (cl *client) call(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader = http.NoBody
	if in != nil {
		data, isDocument := in.(jsontext.Value) // as it is: the server says where in it something is wrong
		if !isDocument {
			var err error
			if data, err = json.Marshal(in); err != nil {
				return failed(err, "", "write request")
			}
		}
		body = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(ctx, method, cl.base+path, body)
	if err != nil {
		return failed(err, "", "build request")
	}
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if cl.token != "" {
		req.Header.Set("Authorization", "Bearer "+cl.token)
	}
	res, err := cl.http.Do(req)
	if err != nil {
		return failed(err, "is the server running, and is --admin-url its admin address (not the SCIM one)?", "reach the admin API")
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return failed(err, "try again", "read the admin API's answer")
	}
	if res.StatusCode >= 300 {
		return refused(res, data)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(data, out); err != nil {
		return failed(err, "is --admin-url the admin address of an entrasim server?", "read the admin API's answer")
	}
	return nil
}

// refused turns an error answer into an error with the server's own hint.
func refused(res *http.Response, data []byte) error {
	var f struct {
		Error string `json:"error"`
		Hint  string `json:"hint"`
	}
	if json.Unmarshal(data, &f) != nil || f.Error == "" {
		return failed(nil, "is --admin-url the admin address of an entrasim server?", "the admin API answered %s", res.Status)
	}
	if res.StatusCode >= http.StatusInternalServerError {
		return failed(errors.New(f.Error), f.Hint, "the admin API failed")
	}
	// Several problems come as lines; the command line says everything in one.
	return usage(nil, f.Hint, "%s", strings.ReplaceAll(f.Error, "\n", "; "))
}

// with dials, runs f and closes again.
func (c *connection) with(cmd *cobra.Command, f func(ctx context.Context, cl *client) error) (err error) {
	cl, err := c.dial(cmd.Context())
	if err != nil {
		return err
	}
	defer func() {
		if cerr := cl.close(); cerr != nil && err == nil {
			err = failed(cerr, "", "close the store")
		}
	}()
	return f(cmd.Context(), cl)
}

// orgPath is a path below an organisation, its parts escaped.
func orgPath(org string, parts ...string) string {
	path := "/admin/v1/organisations/" + url.PathEscape(org)
	for _, p := range parts {
		path += "/" + url.PathEscape(p)
	}
	return path
}

// inProcess is a transport straight into a handler.
type inProcess struct{ handler http.Handler }

// RoundTrip answers a request by the handler.
func (t inProcess) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Host, req.RequestURI = req.URL.Host, req.URL.RequestURI()
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	t.handler.ServeHTTP(w, req)
	return &http.Response{
		Status: fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.header, Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Request: req,
	}, nil
}

// recorder keeps an answer.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(p []byte) (int, error) { return r.body.Write(p) }
