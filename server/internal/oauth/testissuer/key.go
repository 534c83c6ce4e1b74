package testissuer

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"

	"github.com/lestrrat-go/jwx/v3/jwk"
)

const keyBits = 2048

// signer is a key with the id it is published under.
type signer struct {
	key *rsa.PrivateKey
	kid string
}

// newSigner names a key by its RFC 7638 thumbprint.
func newSigner(key *rsa.PrivateKey) (signer, error) {
	public, err := jwk.Import(&key.PublicKey)
	if err != nil {
		return signer{}, fmt.Errorf("name key: %w", err)
	}
	thumbprint, err := public.Thumbprint(crypto.SHA256)
	if err != nil {
		return signer{}, fmt.Errorf("name key: %w", err)
	}
	return signer{key, base64.RawURLEncoding.EncodeToString(thumbprint)}, nil
}

// makeKey makes a key, from the stream when there is one.
func makeKey(stream io.Reader) (*rsa.PrivateKey, error) {
	if stream != nil {
		return seededKey(stream)
	}
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	return key, nil
}

// seededKey makes a key that depends on nothing but the stream; rsa.GenerateKey deliberately does not.
func seededKey(stream io.Reader) (*rsa.PrivateKey, error) {
	one, e := big.NewInt(1), big.NewInt(65537)
	for {
		p, err := seededPrime(stream, e)
		if err != nil {
			return nil, err
		}
		q, err := seededPrime(stream, e)
		if err != nil {
			return nil, err
		}
		n := new(big.Int).Mul(p, q)
		if p.Cmp(q) == 0 || n.BitLen() != keyBits {
			continue
		}
		phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
		key := &rsa.PrivateKey{
			PublicKey: rsa.PublicKey{N: n, E: int(e.Int64())}, D: new(big.Int).ModInverse(e, phi), Primes: []*big.Int{p, q},
		}
		key.Precompute()
		if err := key.Validate(); err != nil {
			return nil, fmt.Errorf("make key from seed: %w", err)
		}
		return key, nil
	}
}

// seededPrime finds the first prime after a number from the stream that goes with exponent e.
func seededPrime(stream io.Reader, e *big.Int) (*big.Int, error) {
	start := make([]byte, keyBits/16)
	if _, err := io.ReadFull(stream, start); err != nil {
		return nil, fmt.Errorf("make key from seed: %w", err)
	}
	start[0] |= 0xC0 // the product of two such numbers has all its bits
	start[len(start)-1] |= 1
	p, one, two := new(big.Int).SetBytes(start), big.NewInt(1), big.NewInt(2)
	for !p.ProbablyPrime(20) || new(big.Int).GCD(nil, nil, e, new(big.Int).Sub(p, one)).Cmp(one) != 0 {
		p.Add(p, two)
	}
	return p, nil
}

// ParseKey reads an RSA private key from PEM (PKCS #8 or PKCS #1).
func ParseKey(data []byte) (*rsa.PrivateKey, error) {
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, errors.New("parse key: there is no PEM block; make one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		parsed, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	}
	if err != nil {
		return nil, errors.New("parse key: the PEM block holds no private key in PKCS #8 or PKCS #1 form")
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok || key.N.BitLen() < keyBits {
		return nil, fmt.Errorf("parse key: it is not an RSA key of %d bits or more, which RS256 needs", keyBits)
	}
	return key, nil
}
