package admin

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// guard keeps strangers out of /admin; health, metrics and the API's description are open to whoever reaches the listener.
func (a *API) guard(next http.Handler) http.Handler {
	// Refuses unsafe cross-origin requests of browsers; programs send neither Origin nor Sec-Fetch-Site.
	crossOrigin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if !strings.HasPrefix(r.URL.Path, "/admin/") && r.URL.Path != "/admin" {
			next.ServeHTTP(w, r)
			return
		}
		if err := crossOrigin.Check(r); err != nil {
			writeError(w, http.StatusForbidden, "cross-origin request refused", "call the admin API from a program, not from another site's page")
			return
		}
		if a.cfg.Token == "" {
			if !loopback(r.Host) {
				writeError(w, http.StatusForbidden, "the admin API answers to loopback hosts only",
					"call it as http://127.0.0.1:…, or start the server with --admin-token-env and send that token")
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
