package schema

// userCollections are the multi-valued attributes of the core User (RFC 7643 §4.1.2).
func userCollections() []*Attribute {
	return []*Attribute{
		many("emails", "Email addresses for the user. The value SHOULD be canonicalized by the service provider, e.g., "+
			"'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of 'work', "+
			"'home', and 'other'.", with(
			text("value", "Email addresses for the user. The value SHOULD be canonicalized by the service provider, "+
				"e.g., 'bjensen@example.com' instead of 'bjensen@EXAMPLE.COM'. Canonical type values of "+
				"'work', 'home', and 'other'."),
			text("display", "A human-readable name, primarily used for display purposes. READ-ONLY."),
			text("type", "A label indicating the attribute's function, e.g., 'work' or 'home'.", values("work", "home", "other")),
			boolean("primary", "A Boolean value indicating the 'primary' or preferred attribute value for this attribute, "+
				"e.g., the preferred mailing address or primary email address. The primary attribute value "+
				"'true' MUST appear no more than once."),
		)),
		many("phoneNumbers", "Phone numbers for the User. The value SHOULD be canonicalized by the service provider "+
			"according to the format specified in RFC 3966, e.g., 'tel:+1-201-555-0123'. Canonical type "+
			"values of 'work', 'home', 'mobile', 'fax', 'pager', and 'other'.", with(
			text("value", "Phone number of the User."),
			text("display", "A human-readable name, primarily used for display purposes. READ-ONLY."),
			text("type", "A label indicating the attribute's function, e.g., 'work', 'home', 'mobile'.", values("work", "home", "mobile", "fax", "pager", "other")),
			boolean("primary", "A Boolean value indicating the 'primary' or preferred attribute value for this attribute, "+
				"e.g., the preferred phone number or primary phone number. The primary attribute value 'true' "+
				"MUST appear no more than once."),
		)),
		many("ims", "Instant messaging addresses for the User.", with(
			text("value", "Instant messaging address for the User."),
			text("display", "A human-readable name, primarily used for display purposes. READ-ONLY."),
			text("type", "A label indicating the attribute's function, e.g., 'aim', 'gtalk', 'xmpp'.", values("aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo")),
			boolean("primary", "A Boolean value indicating the 'primary' or preferred attribute value for this attribute, "+
				"e.g., the preferred messenger or primary messenger. The primary attribute value 'true' MUST "+
				"appear no more than once."),
		)),
		many("photos", "URLs of photos of the User.", with(
			reference("value", "URL of a photo of the User.", refers("external")),
			text("display", "A human-readable name, primarily used for display purposes. READ-ONLY."),
			text("type", "A label indicating the attribute's function, i.e., 'photo' or 'thumbnail'.", values("photo", "thumbnail")),
			boolean("primary", "A Boolean value indicating the 'primary' or preferred attribute value for this attribute, "+
				"e.g., the preferred photo or thumbnail. The primary attribute value 'true' MUST appear no "+
				"more than once."),
		)),
		many("addresses", "A physical mailing address for this User. Canonical type values of 'work', 'home', and "+
			"'other'. This attribute is a complex type with the following sub-attributes.", with(
			text("formatted", "The full mailing address, formatted for display or use with a mailing label. This attribute "+
				"MAY contain newlines."),
			text("streetAddress", "The full street address component, which may include house number, street name, P.O. box, "+
				"and multi-line extended street address information. This attribute MAY contain newlines."),
			text("locality", "The city or locality component."),
			text("region", "The state or region component."),
			text("postalCode", "The zip code or postal code component."),
			text("country", "The country name component."),
			text("type", "A label indicating the attribute's function, e.g., 'work' or 'home'.", values("work", "home", "other")),
			boolean("primary", "A Boolean value indicating the 'primary' or preferred attribute value for this attribute, "+
				"e.g., the preferred mailing address. The primary attribute value 'true' MUST appear no more "+
				"than once."),
		)),
		many("groups", "A list of groups to which the user belongs, either through direct membership, through nested "+
			"groups, or dynamically calculated.", readOnly, with(
			text("value", "The identifier of the User's group.", readOnly),
			reference("$ref", "The URI of the corresponding 'Group' resource to which the user belongs.", readOnly, refers("User", "Group")),
			text("display", "A human-readable name, primarily used for display purposes. READ-ONLY.", readOnly),
			text("type", "A label indicating the attribute's function, e.g., 'direct' or 'indirect'.", readOnly, values("direct", "indirect")),
		)),
		many("entitlements", "A list of entitlements for the User that represent a thing the User has.", with(
			text("value", "The value of an entitlement."),
			text("display", "A human-readable name, primarily used for display purposes. READ-ONLY."),
			text("type", "A label indicating the attribute's function."),
			boolean("primary", "A Boolean value indicating the 'primary' or preferred attribute value for this attribute. "+
				"The primary attribute value 'true' MUST appear no more than once."),
		)),
		many("roles", "A list of roles for the User that collectively represent who the User is, e.g., 'Student', "+
			"'Faculty'.", with(
			text("value", "The value of a role."),
			text("display", "A human-readable name, primarily used for display purposes. READ-ONLY."),
			text("type", "A label indicating the attribute's function."),
			boolean("primary", "A Boolean value indicating the 'primary' or preferred attribute value for this attribute. "+
				"The primary attribute value 'true' MUST appear no more than once."),
		)),
		many("x509Certificates", "A list of certificates issued to the User.", with(
			binary("value", "The value of an X.509 certificate."),
			text("display", "A human-readable name, primarily used for display purposes. READ-ONLY."),
			text("type", "A label indicating the attribute's function."),
			boolean("primary", "A Boolean value indicating the 'primary' or preferred attribute value for this attribute. "+
				"The primary attribute value 'true' MUST appear no more than once."),
		)),
	}
}
