package cli

import (
	"fmt"
	"io"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/server"
)

// announcement says how to reach a server; with --ready json it is the one line on stdout.
type announcement struct {
	BaseURL  string `json:"baseUrl"`
	AdminURL string `json:"adminUrl"`
	Token    string `json:"token"` // "" when the token was shown at an earlier start
	PID      int    `json:"pid"`
}

// tokenKnown is what to say when the token cannot be shown again.
const tokenKnown = "the token of organisation %s was shown when it was issued; for another run: entrasim token issue --org %[1]s, or start with --issue-token"

func (o serveOptions) announce(a announcement, srv *server.Server, stdout, stderr io.Writer) error {
	if o.ready == "json" {
		if a.Token == "" {
			fmt.Fprintf(stderr, "note: "+tokenKnown+"\n", server.DefaultOrganisation)
		}
		line, err := json.Marshal(a)
		if err != nil {
			return err
		}
		_, err = stdout.Write(append(line, '\n'))
		return err
	}
	text := fmt.Sprintf("SCIM 2.0 (Tenant URL)    %s\nadmin API, metrics       %s\nstore                    %s\norganisation             %s\n",
		a.BaseURL, a.AdminURL, o.where(), server.DefaultOrganisation)
	if a.Token == "" {
		text += fmt.Sprintf("token                    "+tokenKnown+"\n", server.DefaultOrganisation)
	} else {
		text += "token, shown only now    " + a.Token + "\n" + fmt.Sprintf(`
Try it from another terminal:
  export ENTRASIM_TOKEN='%s'
  curl -H "Authorization: Bearer $ENTRASIM_TOKEN" %s/Users
  entrasim connect --url %[2]s --token-env ENTRASIM_TOKEN
`, a.Token, a.BaseURL)
	}
	_, err := io.WriteString(stdout, text)
	return err
}
