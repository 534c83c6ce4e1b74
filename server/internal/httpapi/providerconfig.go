package httpapi

import (
	"net/http"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// getProviderConfig answers GET /ServiceProviderConfig (RFC 7643 §5). It announces exactly what is served.
func (a *API) getProviderConfig(req *request) (response, error) {
	if err := refuseFilter(req); err != nil {
		return response{}, err
	}
	location := req.scope.Base + "/ServiceProviderConfig"
	b := append(make([]byte, 0, 1024), `{"schemas":["`+scim.SchemaServiceProviderConfig+`"],`+
		`"documentationUri":"https://github.com/entrasim/entrasim",`+
		`"patch":{"supported":true},`+
		`"bulk":{"supported":false,"maxOperations":0,"maxPayloadSize":0},`+
		`"filter":{"supported":true,"maxResults":`...)
	b = strconv.AppendInt(b, int64(a.cfg.Resources.MaxResults()), 10)
	b = append(b, `},"changePassword":{"supported":false},"sort":{"supported":false},"etag":{"supported":true},`+
		`"authenticationSchemes":[{"type":"oauthbearertoken","name":"OAuth Bearer Token",`+
		`"description":"Authentication by the long-lived bearer token that was issued for the organisation",`+
		`"specUri":"https://www.rfc-editor.org/rfc/rfc6750","primary":true}],`+
		`"meta":{"resourceType":"ServiceProviderConfig","location":`...)
	b = scim.AppendString(b, location)
	return response{status: http.StatusOK, body: append(b, "}}"...), content: location}, nil
}
