package harness

import "net/http"

// OAuthClient is a client of the target's authorisation server, for the client credentials grant (RFC 6749 §4.4).
type OAuthClient struct {
	TokenURL     string
	ID           string
	Secret       string
	Scope        string // "" asks for none
	SecretInBody bool   // client_secret_post in place of HTTP Basic
}

// GateOAuth is open when the operator configured an OAuth client (Config.OAuth).
const GateOAuth Gate = "oauth"

func (c *OAuthClient) secret() string {
	if c == nil {
		return ""
	}
	return c.Secret
}

// OAuthToken obtains an access token for the operator's client; the answer is the token endpoint's. Only behind GateOAuth.
func (t *T) OAuthToken() *Answer { return t.OAuthTokenWith(t.session.cfg.OAuth.Secret) }

// OAuthTokenWith is OAuthToken with another secret.
func (t *T) OAuthTokenWith(secret string) *Answer {
	c := t.session.cfg.OAuth
	form, header := c.grant(secret)
	return t.Send(Request{Method: http.MethodPost, URL: c.TokenURL, Path: "the token endpoint", Body: []byte(form), Header: header})
}

// Mask makes a secret that came up during the run unreadable in everything that leaves the harness from now on.
func (t *T) Mask(secret string) { t.session.redact.add(secret) }
