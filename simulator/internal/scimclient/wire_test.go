package scimclient_test

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// The goldens are what an independent server would see. Read the difference before you accept it: a change here is a
// change of Entra's bytes and needs evidence.
var update = flag.Bool("update", false, "rewrite the golden files")

const (
	ent  = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	off  = "http://api.harborline.example/scim/v2"
	on   = off + "?aadOptscim062020"
	host = "api.harborline.example"
)

func start() time.Time { return time.Date(2026, 3, 4, 9, 12, 44, 0, time.UTC) }

// wireServer is the far end of in-memory connections. It keeps the raw bytes of the last request and answers with reply.
type wireServer struct {
	reply string
	wg    sync.WaitGroup
	mu    sync.Mutex
	raw   []byte
}

func (s *wireServer) transport() *http.Transport {
	return &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		s.wg.Go(func() { s.serve(server) })
		return client, nil
	}}
}

func (s *wireServer) serve(conn net.Conn) {
	defer conn.Close()
	var raw bytes.Buffer
	req, err := http.ReadRequest(bufio.NewReader(io.TeeReader(conn, &raw)))
	if err != nil {
		return
	}
	_, _ = io.Copy(io.Discard, req.Body)
	s.mu.Lock()
	s.raw = bytes.Clone(raw.Bytes())
	s.mu.Unlock()
	_, _ = io.WriteString(conn, s.reply)
}

// capture sends a request and returns its raw bytes as they crossed the connection.
func capture(t *testing.T, tenant string, dials dial.Set, r scimclient.Request) (string, scimclient.Exchange) {
	t.Helper()
	s := &wireServer{reply: "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"}
	c, err := scimclient.New(scimclient.Config{
		TenantURL: tenant, Token: "hl_live_51b9aabbccdd", Dials: dials, Transport: s.transport(), Now: start,
		ActivityID: "0d6e2f1c-9a7b-4f0e-b1f1-2c5a7e9d8f10",
	})
	if err != nil {
		t.Fatalf("new client: %v", err)
	}
	_, ex, err := c.Do(t.Context(), r)
	if ex.Status != http.StatusInternalServerError {
		t.Fatalf("the request did not reach the wire: %v", err)
	}
	s.wg.Wait()
	return string(s.raw), ex
}

func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("read golden (run with -update once): %v", err)
	}
	if got != string(want) {
		t.Errorf("%s differs\n got: %q\nwant: %q", file, got, want)
	}
}

func dials(t *testing.T, assignments ...string) dial.Set {
	t.Helper()
	s, err := dial.Parse(assignments...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func path(s string) mapping.TargetPath { return mapping.MustParseTargetPath(s) }

func change(op scimclient.Op, target string, values ...string) scimclient.Change {
	return scimclient.Change{Op: op, Path: path(target), Type: mapping.String, Values: values}
}

func typedChange(op scimclient.Op, target string, vt mapping.ValueType, values ...string) scimclient.Change {
	c := change(op, target, values...)
	c.Type = vt
	return c
}

func assign(target string, values ...string) scimclient.Assignment {
	return scimclient.Assignment{Path: path(target), Type: mapping.String, Values: values}
}

func typedAssign(target string, vt mapping.ValueType, values ...string) scimclient.Assignment {
	a := assign(target, values...)
	a.Type = vt
	return a
}

func patchUser(id string, cs ...scimclient.Change) scimclient.Request {
	return scimclient.Request{Kind: scimclient.KindUpdate, Resource: scimclient.Users, ID: id, Changes: cs}
}

func patchGroup(id string, cs ...scimclient.Change) scimclient.Request {
	return scimclient.Request{Kind: scimclient.KindUpdate, Resource: scimclient.Groups, ID: id, Changes: cs}
}

// requestLine and body take a raw request apart.
func requestLine(raw string) string { line, _, _ := strings.Cut(raw, "\r\n"); return line }

func body(raw string) string { _, b, _ := strings.Cut(raw, "\r\n\r\n"); return b }
