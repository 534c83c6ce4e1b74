package scimclient

import "net/http"

// codePrefix opens the codes of the SCIM connector.
const codePrefix = "SystemForCrossDomainIdentityManagement"

// Entra's error codes as far as an exchange decides them (wire §4.2, §13.1, engine §6.2). Where the two sources differ,
// the code recorded for a SCIM job since 2022 was preferred to the generic or the older one: ServiceIncompatible over
// BadRequest for 400, ServiceIncompatibleFiltering over Conflict and EntryConflict for 409.
const (
	CodeCredentialValidationFailure     = codePrefix + "CredentialValidationFailure"
	CodeCredentialValidationUnavailable = codePrefix + "CredentialValidationUnavailable"
	CodeServiceIncompatible             = codePrefix + "ServiceIncompatible"
	CodeServiceIncompatibleFiltering    = codePrefix + "ServiceIncompatibleFiltering"
	CodeMultipleEntriesInResponse       = codePrefix + "MultipleEntriesInResponse"
	CodeInsufficientRights              = "InsufficientRights"
	CodeInvalidAnchor                   = "InvalidAnchor"
	CodeMethodNotAllowed                = "MethodNotAllowed"
	CodeUnprocessableEntity             = "UnprocessableEntity"
	CodeTooManyRequests                 = "TooManyRequests"
	CodeInternalServerError             = "InternalServerError"
	CodeNotImplemented                  = "NotImplemented"
	CodeTimeout                         = "Timeout"
	CodeWebExceptionProtocolError       = "WebExceptionProtocolError"
)

// verdict is what a status means for a request.
type verdict struct {
	class Class
	code  string
	retry bool
}

// probe reports whether the request only tests the connection.
func (k Kind) probe() bool {
	return k == KindProbeUsers || k == KindProbeGroups || k == KindDiscovery || k == KindToken
}

func verdictOf(k Kind, status int) verdict {
	v := objectVerdict(k, status)
	if k.probe() {
		v.code = probeCode(status)
		switch status {
		case http.StatusBadRequest:
			v.class = Credential // Entra blames the secret for a filter it cannot use
		case http.StatusNotFound:
			v.class = Compliance
		}
	}
	return v
}

// objectVerdict is the table of wire §13.1 and engine §6.2. Rows without a source: 3xx, 410 and the other statuses that
// nobody reported are ServiceIncompatible.
func objectVerdict(k Kind, status int) verdict {
	switch {
	case status == http.StatusUnauthorized:
		return verdict{Credential, CodeCredentialValidationFailure, false}
	case status == http.StatusForbidden:
		return verdict{Forbidden, CodeInsufficientRights, false}
	case status == http.StatusNotFound:
		switch k {
		case KindRead, KindUpdate, KindDelete:
			return verdict{Gone, CodeInvalidAnchor, false}
		case KindMatch, KindReferenceCheck, KindAccounts:
			return verdict{Compliance, CodeServiceIncompatible, false}
		}
	case status == http.StatusMethodNotAllowed:
		return verdict{NotAllowed, CodeMethodNotAllowed, false}
	case status == http.StatusConflict && (k == KindCreate || k == KindUpdate):
		return verdict{Conflict, CodeServiceIncompatibleFiltering, false}
	case status == http.StatusUnprocessableEntity:
		return verdict{Rejected, CodeUnprocessableEntity, false}
	case status == http.StatusTooManyRequests:
		return verdict{Throttled, CodeTooManyRequests, true}
	case status == http.StatusNotImplemented:
		return verdict{NotImplemented, CodeNotImplemented, false}
	case status >= 500 && status <= 599:
		return verdict{Server, CodeInternalServerError, true}
	case status >= 300 && status <= 399:
		return verdict{Redirect, CodeServiceIncompatible, false}
	}
	return verdict{Rejected, CodeServiceIncompatible, false}
}

// probeCode is the table of wire §4.2. 406, 415 and what else is unspecified there say that the endpoint does not
// speak SCIM as Entra does; what may pass by itself says that validation was not possible.
func probeCode(status int) string {
	switch {
	case status == http.StatusUnauthorized || status == http.StatusBadRequest:
		return CodeCredentialValidationFailure
	case status == http.StatusForbidden || status == http.StatusTooManyRequests || status >= 500:
		return CodeCredentialValidationUnavailable
	default:
		return CodeServiceIncompatible
	}
}
