// Package portal changes a synchronization schema as an administrator does on the page Provisioning > Mappings (engine §5.1,
// §3.3): attribute mappings with their expression, default value, precedence and flow type; the attribute list of the target;
// the target object actions; scoping filters; the switch of an object mapping.
//
//	schema, err := portal.Open("default")
//	users, err := schema.Object("User")
//	err = users.Map(portal.Attribute{Target: "externalId", Source: "[objectId]", Precedence: 2})
//	text, err := schema.Text()
//
// Sources are written in the expression language: [attribute], "constant", or a function. What is made here is only put
// together; whether it can work is judged when the text is compiled, by package mapping.
//
// Errors name the target attribute or filter they are about.
//
// Not modelled: changes of the source attribute list, and of more than the first synchronization rule.
package portal
