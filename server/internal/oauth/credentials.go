package oauth

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
)

// assertionType is the only value of client_assertion_type there is (RFC 7523 §2.2).
const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

// Names of the ways a client proves itself, as metadata and logs call them.
const (
	methodBasic     = "client_secret_basic"
	methodPost      = "client_secret_post"
	methodAssertion = "private_key_jwt"
)

// credentials are what a request brings to prove which client it comes from.
type credentials struct {
	method    string
	client    string
	secret    string
	assertion string
}

// readCredentials finds the one way in which the client proves itself (RFC 6749 §2.3, RFC 7521 §4.2).
func readCredentials(header http.Header, form map[string]string) (credentials, *failure) {
	authorization := header["Authorization"]
	ways := 0
	for _, there := range []bool{len(authorization) > 0, form["client_secret"] != "", form["client_assertion"] != "" || form["client_assertion_type"] != ""} {
		if there {
			ways++
		}
	}
	switch {
	case ways > 1 || len(authorization) > 1:
		return credentials{}, badRequest("the client proves itself in more than one way; use a Basic header, client_secret or client_assertion, and only one of them")
	case ways == 0:
		return credentials{}, notThisClient("no credentials")
	case len(authorization) == 1:
		return basicCredentials(authorization[0], form["client_id"])
	}
	if form["client_id"] == "" {
		return credentials{}, badRequest("client_id is missing; an assertion by Entra does not say which client it is for")
	}
	if form["client_secret"] != "" {
		return credentials{method: methodPost, client: form["client_id"], secret: form["client_secret"]}, nil
	}
	if form["client_assertion"] == "" || form["client_assertion_type"] == "" {
		return credentials{}, badRequest("client_assertion and client_assertion_type belong together")
	}
	if form["client_assertion_type"] != assertionType {
		return credentials{}, notThisClient("client_assertion_type is not " + assertionType)
	}
	return credentials{method: methodAssertion, client: form["client_id"], assertion: form["client_assertion"]}, nil
}

// basicCredentials reads an Authorization header. inForm is the client_id of the body, which must not contradict it.
func basicCredentials(header, inForm string) (credentials, *failure) {
	scheme, encoded, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "basic") {
		return credentials{}, notThisClient("the Authorization header is not of scheme Basic")
	}
	text, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
	if err != nil || len(text) > maxValue {
		return credentials{}, notThisClient("the Basic header is not base64, or too long")
	}
	id, secret, found := strings.Cut(string(text), ":")
	id, err1 := url.QueryUnescape(id)
	secret, err2 := url.QueryUnescape(secret)
	if !found || err1 != nil || err2 != nil || id == "" || secret == "" {
		return credentials{}, notThisClient("the Basic header does not hold a form-encoded client id, a colon and a form-encoded secret")
	}
	if inForm != "" && inForm != id {
		return credentials{}, badRequest("client_id in the body is not the one in the Authorization header")
	}
	return credentials{method: methodBasic, client: id, secret: secret}, nil
}
