package cli_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// connect opens a bare connection to the SCIM port and sends text.
func connect(t *testing.T, p *process, text string) *net.TCPConn {
	t.Helper()
	address := strings.TrimSuffix(strings.TrimPrefix(p.BaseURL, "http://"), "/scim/v2")
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	return conn.(*net.TCPConn)
}

// Clients that send a header byte by byte, or never end it, are dropped, and nobody else notices them.
func TestSlowHeaders(t *testing.T) {
	p := start(t, "--memory", "--header-timeout", "300ms")
	slow := make([]net.Conn, 100)
	for i := range slow {
		slow[i] = connect(t, p, "GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nX-Slow: ")
	}
	if code, body := get(t, p.BaseURL+"/Users", p.Token); code != 200 {
		t.Errorf("beside %d slow clients: got %d %s, want 200", len(slow), code, body)
	}
	for i, conn := range slow {
		if answer, err := io.ReadAll(conn); err != nil && !errors.Is(err, net.ErrClosed) || len(answer) != 0 {
			t.Fatalf("slow client %d: got %q, %v; want that the connection is closed", i, answer, err)
		}
	}
}

// A body that does not arrive in time is answered, and the connection closed.
func TestSlowBody(t *testing.T) {
	p := start(t, "--memory", "--header-timeout", "200ms", "--read-timeout", "200ms")
	conn := connect(t, p, "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "+p.Token+
		"\r\nContent-Type: application/scim+json\r\nContent-Length: 1000\r\n\r\n{\"userName\":")
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("a slow body: got %v, want an answer", err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusRequestTimeout || !strings.Contains(string(body), "messages:2.0:Error") || !answer.Close {
		t.Errorf("a slow body: got %s, close %t, %s (%v), want a SCIM error 408 and the end of the connection", answer.Status, answer.Close, body, err)
	}
	if rest, err := io.ReadAll(conn); err != nil || len(rest) != 0 {
		t.Errorf("after the answer: got %q, %v, want the end of the connection", rest, err)
	}
}

// A client that does not take its answer loses it.
func TestSlowReader(t *testing.T) {
	if testing.Short() {
		t.Skip("under the race detector honest requests would take longer than the time-out")
	}
	p := start(t, "--memory", "--write-timeout", "1s")
	for i := range 24 { // far more than the system keeps between server and client
		if err := create(p, fmt.Sprint(strings.Repeat("x", 1_000_000), i)); err != nil {
			t.Fatal(err)
		}
	}
	conn := connect(t, p, "")
	if err := conn.SetReadBuffer(4 << 10); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, "GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "+p.Token+"\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	// Nothing is read, and the answer is larger than what the system keeps: only the time-out can end the request.
	patience, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for patience.Err() == nil {
		_, metrics := get(t, p.AdminURL+"/metrics", "")
		if strings.Contains(metrics, `entrasim_scim_requests_total{endpoint="Users",method="GET"`) && strings.Contains(metrics, "entrasim_scim_requests_in_flight 0\n") {
			return
		}
	}
	t.Error("a client that takes nothing of its answer still holds its request, far beyond the write time-out")
}

func TestHeaderLimit(t *testing.T) {
	p := start(t, "--memory", "--max-header", "8192")
	ask := func(size int) int {
		head := "GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + p.Token + "\r\nX-Large: "
		conn := connect(t, p, head+strings.Repeat("x", size-len(head)-4)+"\r\n\r\n")
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("a header of %d bytes: %v", size, err)
		}
		defer answer.Body.Close()
		return answer.StatusCode
	}
	if got := ask(8000); got != http.StatusOK {
		t.Errorf("a header of 8,000 bytes under a limit of 8,192: got %d, want 200", got)
	}
	if got := ask(8400); got != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header of 8,400 bytes over a limit of 8,192: got %d, want 431", got)
	}
	wantError(t, try(t, "serve", "--memory", "--max-header", "100").err, 2, "max-header")
}

// --limit holds for organisations that have no limit of their own.
func TestLimitOfEveryOrganisation(t *testing.T) {
	p := start(t, "--memory", "--limit", "rate=0.001", "--limit", "burst=2,maxResults=7")
	for i, want := range []int{200, 200, 429} {
		if code, body := get(t, p.BaseURL+"/Users", p.Token); code != want {
			t.Errorf("request %d at a burst of 2: got %d %s, want %d", i+1, code, body, want)
		}
	}
	must(t, "org", "set", "dev", "--limit", "rate=1000000", "--admin-url", p.AdminURL)
	if code, body := get(t, p.BaseURL+"/ServiceProviderConfig", p.Token); code != 200 || !strings.Contains(body, `"maxResults":7`) {
		t.Errorf("with a rate of its own: got %d %s, want 200 and maxResults 7", code, body)
	}
	wantError(t, try(t, "serve", "--memory", "--limit", "speed=9").err, 2, "speed is not known here")
}
