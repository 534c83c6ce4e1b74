package odd

import (
	"fmt"
	"net/http"
	"strings"
)

// NoPatch refuses PATCH with 501; announced says whether it admits that in /ServiceProviderConfig.
func NoPatch(admitted bool) Wrap {
	return func(right http.Handler) http.Handler {
		return announcing("patch", !admitted, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPatch {
				refuse(w, http.StatusNotImplemented, "PATCH is not for this provider")
				return
			}
			right.ServeHTTP(w, r)
		})
	}
}

// NoFilter refuses every filter with 501, or does not look at it.
func NoFilter(admitted, ignored bool) Wrap {
	return func(right http.Handler) http.Handler {
		return announcing("filter", !admitted, func(w http.ResponseWriter, r *http.Request) {
			query := r.URL.Query()
			if query.Has("filter") && !ignored {
				refuse(w, http.StatusNotImplemented, "filters are not for this provider")
				return
			}
			query.Del("filter")
			r.URL.RawQuery = query.Encode()
			right.ServeHTTP(w, r)
		})
	}
}

// announcing lets a provider say of a feature whether it is supported.
func announcing(feature string, supported bool, next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name, _ := endpoint(r); name != "ServiceProviderConfig" {
			next(w, r)
			return
		}
		k := keep(next, r)
		if config, ok := k.doc.(object); ok {
			if section, ok := config[feature].(object); ok {
				section["supported"] = supported
			}
		}
		k.send(w)
	})
}

// NoDiscovery has none of the discovery endpoints: they answer the web server's own page.
func NoDiscovery(right http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch name, _ := endpoint(r); name {
		case "ServiceProviderConfig", "ResourceTypes", "Schemas":
			page(w, http.StatusNotFound)
		default:
			right.ServeHTTP(w, r)
		}
	})
}

// UsersOnly is the provider of a first weekend: no groups, no PATCH, no filter, no discovery.
func UsersOnly(right http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, _ := endpoint(r)
		switch query := r.URL.Query(); {
		case name != "Users":
			page(w, http.StatusNotFound)
		case r.Method == http.MethodPatch:
			page(w, http.StatusMethodNotAllowed)
		default:
			query.Del("filter")
			r.URL.RawQuery = query.Encode()
			right.ServeHTTP(w, r)
		}
	})
}

// Demanding requires attributes of users that it does not announce as required.
func Demanding(attributes ...string) Wrap {
	return func(right http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if name, _ := endpoint(r); name == "Users" && (r.Method == http.MethodPost || r.Method == http.MethodPut) {
				if doc := body(r); doc != nil {
					for _, attribute := range attributes {
						if !given(doc, attribute) {
							refuse(w, http.StatusBadRequest, attribute+" is required")
							return
						}
					}
				}
			}
			right.ServeHTTP(w, r)
		})
	}
}

// given tells whether an object has a value for a name in any letter case (RFC 7643 §2.1).
func given(doc object, attribute string) bool {
	for name, v := range doc {
		if v != nil && strings.EqualFold(name, attribute) {
			return true
		}
	}
	return false
}

// Shouting stores user names in capital letters.
func Shouting(right http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name, _ := endpoint(r); name == "Users" && (r.Method == http.MethodPost || r.Method == http.MethodPut) {
			if doc := body(r); doc != nil {
				if userName, ok := doc["userName"].(string); ok {
					doc["userName"] = strings.ToUpper(userName)
					setBody(r, doc)
				}
			}
		}
		right.ServeHTTP(w, r)
	})
}

// PlainCreated answers a create with 200.
func PlainCreated(right http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		k := keep(right, r)
		if k.Code == http.StatusCreated {
			k.Code = http.StatusOK
		}
		k.send(w)
	})
}

// EmptyCreated answers a create with 201 and Location, and no body.
func EmptyCreated(right http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		k := keep(right, r)
		if k.Code == http.StatusCreated {
			k.doc = nil
			k.Body.Reset()
			k.Header().Del("Content-Type")
		}
		k.send(w)
	})
}

// Proxied stands behind a proxy that puts its own page in place of every error.
func Proxied(right http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		k := keep(right, r)
		if k.Code >= http.StatusBadRequest {
			page(w, k.Code)
			return
		}
		k.send(w)
	})
}

// ReadOnly refuses every write with 403.
func ReadOnly(right http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			refuse(w, http.StatusForbidden, "this token may only read")
			return
		}
		right.ServeHTTP(w, r)
	})
}

// Labelled labels everything as application/json.
func Labelled(right http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		k := keep(right, r)
		if k.Header().Get("Content-Type") != "" {
			k.Header().Set("Content-Type", "application/json")
		}
		k.send(w)
	})
}

// page is what a web server or proxy shows.
func page(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<html><head><title>%d %s</title></head><body><h1>Oops</h1></body></html>", status, http.StatusText(status))
}
