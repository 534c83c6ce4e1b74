package httpapi

import (
	"net/http"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// getProviderConfig answers GET /ServiceProviderConfig (RFC 7643 §5, RFC 9865 §4). It announces exactly what is served.
func (a *API) getProviderConfig(req *request) (response, error) {
	if err := refuseFilter(req); err != nil {
		return response{}, err
	}
	lim := a.cfg.Resources.LimitsOf(req.scope)
	location := req.scope.Base + "/ServiceProviderConfig"
	b := append(make([]byte, 0, 1024), `{"schemas":["`+scim.SchemaServiceProviderConfig+`"],`+
		`"documentationUri":"https://github.com/entrasim/entrasim",`+
		`"patch":{"supported":true},`+
		`"bulk":{"supported":true,"maxOperations":`...)
	b = strconv.AppendInt(b, int64(lim.BulkOperations), 10)
	b = append(b, `,"maxPayloadSize":`...)
	b = strconv.AppendInt(b, req.maxBody(), 10)
	b = append(b, `},"filter":{"supported":true,"maxResults":`...)
	b = strconv.AppendInt(b, int64(lim.MaxResults), 10)
	b = append(b, `},"changePassword":{"supported":true},"sort":{"supported":true},"etag":{"supported":true},`+
		`"pagination":{"cursor":true,"index":true,"defaultPaginationMethod":"index","defaultPageSize":`...)
	b = strconv.AppendInt(b, int64(lim.DefaultCount), 10)
	b = append(b, `,"maxPageSize":`...)
	b = strconv.AppendInt(b, int64(lim.MaxResults), 10)
	b = append(b, `,"cursorTimeout":`...)
	b = strconv.AppendInt(b, resources.CursorTimeout, 10)
	b = append(b, `},"authenticationSchemes":[{"type":"oauthbearertoken","name":"OAuth Bearer Token",`+
		`"description":"Authentication by the long-lived bearer token that was issued for the organisation",`+
		`"specUri":"https://www.rfc-editor.org/rfc/rfc6750","primary":true}`...)
	if a.cfg.OAuth {
		b = append(b, `,{"type":"oauth2","name":"OAuth 2.0 client credentials",`+
			`"description":"Authentication by an access token that the token endpoint issues for client credentials",`+
			`"specUri":"https://www.rfc-editor.org/rfc/rfc6749"}`...)
	}
	b = append(b, `],"meta":{"resourceType":"ServiceProviderConfig","location":`...)
	b = scim.AppendString(b, location)
	return response{status: http.StatusOK, body: append(b, "}}"...), content: location}, nil
}
