package admin

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// securityHeaders stand on every answer: it belongs into no cache, page or frame, and is what it says it is.
var securityHeaders = map[string]string{
	"Cache-Control":                "no-store",
	"Content-Security-Policy":      "default-src 'none'; frame-ancestors 'none'",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Referrer-Policy":              "no-referrer",
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
}

// guard keeps strangers out of /admin; health, metrics and the API's description are open to whoever reaches the listener.
func (a *API) guard(next http.Handler) http.Handler {
	// Refuses unsafe cross-origin requests of browsers; programs send neither Origin nor Sec-Fetch-Site.
	crossOrigin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range securityHeaders {
			w.Header().Set(name, value)
		}
		if !strings.HasPrefix(r.URL.Path, "/admin/") && r.URL.Path != "/admin" {
			next.ServeHTTP(w, r)
			return
		}
		if err := crossOrigin.Check(r); err != nil {
			writeError(w, http.StatusForbidden, "cross-origin request refused", "call the admin API from a program, not from another site's page")
			return
		}
		if a.cfg.Token == "" {
			if !fromThisMachine(r) || !loopback(r.Host) {
				writeError(w, http.StatusForbidden, "without an admin token the admin API answers on loopback only",
					"call it on this machine as http://127.0.0.1:…, or start the server with --admin-token-env and send that token")
				return
			}
		} else if !a.authorised(r.Header.Get("Authorization")) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="entrasim admin"`)
			writeError(w, http.StatusUnauthorized, "admin token missing or wrong", "send the server's admin token as Authorization: Bearer …")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (a *API) authorised(header string) bool {
	scheme, token, _ := strings.Cut(header, " ")
	// Hashing first makes the comparison independent of the length.
	got, want := sha256.Sum256([]byte(strings.TrimSpace(token))), sha256.Sum256([]byte(a.cfg.Token))
	return subtle.ConstantTimeCompare(got[:], want[:]) == 1 && strings.EqualFold(scheme, "bearer")
}

// fromThisMachine says whether the connection came in at a loopback address, which nobody else can reach. Without a
// connection, as in process, or on a socket that is no network's, it did.
func fromThisMachine(r *http.Request) bool {
	addr, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return !ok || addr.IP.IsLoopback()
}

// loopback says whether a Host header names this machine.
func loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.Trim(host, "[]"), ".")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}
