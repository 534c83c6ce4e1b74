package resources

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"

	"github.com/entrasim/entrasim/server/internal/schema"
)

// What argon2id costs: 19 MiB and two passes, the least that OWASP's password storage advice asks for.
const (
	hashTime    = 2
	hashMemory  = 19 << 10 // KiB
	hashThreads = 1
	saltBytes   = 16
	hashBytes   = 32
	hashHead    = "$argon2id$v=19$m=19456,t=2,p=1$"
)

// hasher keeps passwords as argon2id. At most two are computed at a time, which bounds what they cost in memory.
type hasher struct {
	random io.Reader
	slots  chan struct{}
}

func newHasher(random io.Reader) hasher { return hasher{random: random, slots: make(chan struct{}, 2)} }

func (h hasher) key(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	return argon2.IDKey([]byte(password), salt, hashTime, hashMemory, hashThreads, hashBytes), nil
}

// hash returns a password in the PHC string format, which has a fixed length here.
func (h hasher) hash(ctx context.Context, password string) (string, error) {
	var salt [saltBytes]byte
	if _, err := io.ReadFull(h.random, salt[:]); err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	key, err := h.key(ctx, password, salt[:])
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return hashHead + b64.EncodeToString(salt[:]) + "$" + b64.EncodeToString(key), nil
}

// matches reports whether a hash is that of the password.
func (h hasher) matches(ctx context.Context, hash, password string) (bool, error) {
	rest, ok := strings.CutPrefix(hash, hashHead)
	salt64, key64, ok2 := strings.Cut(rest, "$")
	salt, err := base64.RawStdEncoding.DecodeString(salt64)
	want, err2 := base64.RawStdEncoding.DecodeString(key64)
	if !ok || !ok2 || err != nil || err2 != nil {
		return false, nil
	}
	key, err := h.key(ctx, password, salt)
	return err == nil && subtle.ConstantTimeCompare(key, want) == 1, err
}

// secret is what a request does to the password of a resource.
type secret struct {
	given bool
	hash  string // "" removes it
}

// secretOf hashes the password among secrets, before a transaction begins: it takes a while. A password equal to the stored
// one keeps its hash, so that repeating a request changes nothing.
func (s *Service) secretOf(ctx context.Context, sc Scope, rt *schema.ResourceType, id string, secrets schema.Secrets) (secret, error) {
	for a, v := range secrets {
		if !isPassword(rt, a) {
			continue
		}
		password, _ := v.(string)
		if password == "" {
			return secret{given: true}, nil
		}
		if id != "" {
			rec, err := get(ctx, s.cfg.Store, sc, rt, id)
			if err != nil {
				return secret{}, err
			}
			if _, stored := splitSecret(rec.Doc); stored != "" {
				same, err := s.hashes.matches(ctx, stored, password)
				if err != nil {
					return secret{}, err
				}
				if same {
					return secret{given: true, hash: stored}, nil
				}
			}
		}
		hash, err := s.hashes.hash(ctx, password)
		return secret{given: true, hash: hash}, err
	}
	return secret{}, nil
}

const passwordName = "password"

func isPassword(rt *schema.ResourceType, a *schema.Attribute) bool {
	p, ok := rt.Resolve(passwordName)
	return ok && p.Attr == a && !p.Extension
}

// over returns the hash that stands after the request: the given one, or the one that was stored.
func (x secret) over(stored string) string {
	if x.given {
		return x.hash
	}
	return stored
}

// CheckPassword reports whether a user has this password. A user without one has none that fits.
func (s *Service) CheckPassword(ctx context.Context, sc Scope, rt *schema.ResourceType, id, password string) (bool, error) {
	rec, err := get(ctx, s.cfg.Store, sc, rt, id)
	if err != nil {
		return false, fromStore(err, rt, id, "read")
	}
	_, stored := splitSecret(rec.Doc)
	return s.hashes.matches(ctx, stored, password)
}

// secretMark begins the last member of a stored document that holds a password's hash. The member's length is fixed, so it is
// cut off without reading the document; a document cannot end in anything like it otherwise, because AppendResource leaves out
// attributes that are never returned.
const secretMark = `,"` + passwordName + `":"` + hashHead

var secretLength = len(secretMark) + base64.RawStdEncoding.EncodedLen(saltBytes) + 1 + base64.RawStdEncoding.EncodedLen(hashBytes) + len(`"}`)

// splitSecret takes the hash off a stored document. What it returns is not changed by appending.
func splitSecret(doc []byte) (public []byte, hash string) {
	at := len(doc) - secretLength
	if at < 0 || string(doc[at:at+len(secretMark)]) != secretMark {
		return doc, ""
	}
	public = append(append(make([]byte, 0, at+1), doc[:at]...), '}')
	return public, string(doc[at+len(secretMark)-len(hashHead) : len(doc)-len(`"}`)])
}

// joinSecret is the opposite of splitSecret.
func joinSecret(public []byte, hash string) []byte {
	if hash == "" {
		return public
	}
	doc := append(public[:len(public)-1:len(public)-1], `,"`+passwordName+`":"`...)
	doc = append(doc, hash...)
	return append(doc, `"}`...)
}
