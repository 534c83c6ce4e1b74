package tenant

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// maxPresented bounds what is worth decoding; a token of ours has at most 43+1+63 characters, 144 in base64.
const maxPresented = 512

func hash(secret string) [32]byte { return sha256.Sum256([]byte(secret)) }

// parseBearer takes <rawToken>:<providerId> out of an Authorization header, as written or base64-encoded. What is not of that
// form comes back as "", which authenticates nobody but costs the same work.
func parseBearer(header string) string {
	scheme, presented, found := strings.Cut(header, " ")
	if !found || !strings.EqualFold(scheme, "bearer") {
		return ""
	}
	presented = strings.TrimLeft(presented, " ")
	if presented == "" || len(presented) > maxPresented {
		return ""
	}
	if strings.Contains(presented, ":") {
		return presented
	}
	bare := strings.TrimRight(presented, "=")
	for _, encoding := range []*base64.Encoding{base64.RawURLEncoding, base64.RawStdEncoding} {
		if text, err := encoding.DecodeString(bare); err == nil && strings.Contains(string(text), ":") {
			return string(text)
		}
	}
	return ""
}
