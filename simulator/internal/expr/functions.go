package expr

// functions holds every function by the name expressions use. It is filled once, from the tables of the function
// families, before anything else runs, and never changed after.
var functions map[string]*function

// The families refer to the parser through the evaluator, so the table cannot be a plain initialiser.
func init() {
	functions = map[string]*function{}
	for _, family := range [][]*function{
		textFunctions(), caseFunctions(), replaceFunctions(), listFunctions(), logicFunctions(), typeFunctions(),
		dateFunctions(), formatFunctions(), encodingFunctions(), randomFunctions(), flowFunctions(), roleFunctions(), uniqueFunctions(),
	} {
		for _, f := range family {
			functions[f.Name] = f
		}
	}
	// Microsoft's function page prints both spellings.
	functions["IsNullorEmpty"] = functions["IsNullOrEmpty"]
}

// refused holds functions that exist in Entra but not for a job of this kind, with the reason.
var refused = map[string]string{
	"ConvertFromBase64": onlyCloudSync,
	"DNComponent":       onlyCloudSync,
	"Error":             onlyCloudSync,
	"StringFromSid":     onlyCloudSync,
	"Trim":              onlyCloudSync,
}

const onlyCloudSync = "it exists in cloud sync jobs only"

// fn makes a function with its parameters.
func fn(name string, eval func(*call) (Value, error), params ...Parameter) *function {
	return &function{Signature: Signature{Name: name, Parameters: params}, eval: eval}
}

// required is a parameter that must be written and not blank.
func required(name string) Parameter { return Parameter{Name: name, Type: "String", Required: true} }

// optional is a parameter that may be blank or missing.
func optional(name string) Parameter { return Parameter{Name: name, Type: "String"} }

// blank is a parameter that must be written but may be blank.
func blank(name string) Parameter { return Parameter{Name: name, Type: "String", Blank: true} }

// repeated is a parameter that must come at least once and may come several times.
func repeated(name string) Parameter {
	return Parameter{Name: name, Type: "String", Blank: true, Repeated: true}
}
