package entra

import (
	"cmp"
	"crypto/sha256"
	"math"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Claims are what a verified token says. Strings are empty and times zero when the claim is absent.
type Claims struct {
	Issuer    string   // iss
	Audience  []string // aud
	Subject   string   // sub
	ObjectID  string   // oid
	Tenant    string   // tid
	AppID     string   // appid
	Version   string   // ver
	ID        string   // uti, else jti
	IssuedAt  time.Time
	NotBefore time.Time
	Expires   time.Time

	digest [32]byte // of the signed text
}

// Fingerprint is the same for two presentations of one token: by issuer and id, or by the whole text when it has no id.
func (c Claims) Fingerprint() [32]byte {
	if c.ID == "" {
		return c.digest
	}
	return sha256.Sum256([]byte(c.Issuer + "\x00" + c.ID))
}

// wireClaims is the JSON form.
type wireClaims struct {
	Iss   string   `json:"iss"`
	Aud   audience `json:"aud"`
	Sub   string   `json:"sub"`
	Oid   string   `json:"oid"`
	Tid   string   `json:"tid"`
	Appid string   `json:"appid"`
	Ver   string   `json:"ver"`
	Uti   string   `json:"uti"`
	Jti   string   `json:"jti"`
	Iat   date     `json:"iat"`
	Nbf   date     `json:"nbf"`
	Exp   date     `json:"exp"`
}

func parseClaims(payload []byte) (Claims, error) {
	var w wireClaims
	if err := describe(json.Unmarshal(payload, &w)); err != nil {
		return Claims{}, Reject(Malformed, "claims: %v", err)
	}
	return Claims{
		Issuer: w.Iss, Audience: w.Aud, Subject: w.Sub, ObjectID: w.Oid, Tenant: w.Tid, AppID: w.Appid, Version: w.Ver,
		ID: cmp.Or(w.Uti, w.Jti), IssuedAt: w.Iat.Time, NotBefore: w.Nbf.Time, Expires: w.Exp.Time, digest: sha256.Sum256(payload),
	}, nil
}

// audience is one string or an array of them (RFC 7519 §4.1.3).
type audience []string

// UnmarshalJSONFrom accepts both forms.
func (a *audience) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	if d.PeekKind() != '[' {
		*a = make(audience, 1)
		return json.UnmarshalDecode(d, &(*a)[0])
	}
	var list []string
	if err := json.UnmarshalDecode(d, &list); err != nil {
		return err
	}
	*a = list
	return nil
}

// date is a number of seconds since 1970, possibly with a fraction (RFC 7519 §2).
type date struct{ time.Time }

// maxDate is the end of the year 9999.
const maxDate = 253402300799

// UnmarshalJSONFrom reads the number.
func (t *date) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	var seconds float64
	if err := json.UnmarshalDecode(d, &seconds); err != nil {
		return err
	}
	if seconds < 0 || seconds > maxDate {
		return &json.SemanticError{JSONPointer: d.StackPointer()}
	}
	whole, fraction := math.Modf(seconds)
	t.Time = time.Unix(int64(whole), int64(fraction*float64(time.Second))).UTC()
	return nil
}
