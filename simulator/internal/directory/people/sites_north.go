package people

var hamburg = &Site{
	City: "Hamburg", Office: "Hamburg", Street: "Am Speicher 14", PostalCode: "20457", Country: "Germany", Code: "DE",
	Language: "de-DE", Dial: "+49",
	given: parse(`Jürgen Sören Käthe Björn Anke Wiebke Hannes Lütje Grete Dörte Matthias Ulrike Jörg Heike Lennart Frauke Götz
		Bärbel Tobias Silke Rüdiger Mareike Konrad Ilse Veit`),
	family: parse(`Müller Schäfer Größmann Köhler Weiß Brügge Petersen Harms Claußen Möller Jäger Voß Lüders Hinrichs Strauß
		Kröger Behrens Döring Wulf Süßmann Ahlers Ratjen Brandt Eggers Thomsen`),
}

var gothenburg = &Site{
	City: "Göteborg", Office: "Gothenburg", Street: "Skeppsbron 7", PostalCode: "411 21", Country: "Sweden", Code: "SE",
	Language: "sv-SE", Dial: "+46",
	given: parse(`Åsa Göran Märta Håkan Björn Linnéa Örjan Ingrid Sven Astrid Mårten Elsa Torbjörn Siv Lars Gunilla Pär Ylva
		Mattias Malin`),
	family: parse(`Åkesson Öberg Lindström Sjögren Hägg Nyström Ekström Bäckman Ström Wallin Ljungqvist Hallström Näslund
		Söderberg Ahlgren Björk Rosén Lindqvist Forsgård Wikström`),
}

var bergen = &Site{
	City: "Bergen", Office: "Bergen", Street: "Strandgaten 52", PostalCode: "5004", Country: "Norway", Code: "NO",
	Language: "nb-NO", Dial: "+47",
	given: parse(`Øyvind Bjørn Ragnhild Kjærsti Sølvi Håvard Turid Åse Torgeir Jørund Randi Eirik Synnøve Dagfinn Marit Ståle
		Gørild Odd Liv Trygve`),
	family: parse(`Bråten Sørensen Ødegård Håland Myhre Kjær Bjørnstad Nygård Røed Fjeld Aasen Lægreid Grønlie Haugen Dahl
		Skår Moen Tveit Vågen Strøm`),
}

var aarhus = &Site{
	City: "Aarhus", Office: "Aarhus", Street: "Åboulevarden 31", PostalCode: "8000", Country: "Denmark", Code: "DK",
	Language: "da-DK", Dial: "+45",
	given: parse(`Søren Kåre Bodil Jørgen Aase Lærke Mikkel Rasmus Birthe Gøran Ditte Asger Maren Vibeke Troels Signe`),
	family: parse(`Jørgensen Møller Kjærgaard Nørgaard Sørensen Østergaard Skovgård Bæk Høgh Lauridsen Krogh Thygesen Rømer
		Vestergaard Damsgård Friis`),
}

var tampere = &Site{
	City: "Tampere", Office: "Tampere", Street: "Hämeenkatu 19", PostalCode: "33200", Country: "Finland", Code: "FI",
	Language: "fi-FI", Dial: "+358",
	given: parse(`Päivi Jyrki Väinö Äijö Merja Kyösti Tuulikki Pekka Aino Eero Hannele Ilkka Sirpa Reijo Outi Yrjö`),
	family: parse(`Hämäläinen Mäkelä Järvinen Räsänen Pöyry Väisänen Lähde Korhonen Niemi Kärkkäinen Salmi Öhman Ahtila
		Lehtonen Pitkänen Tölli`),
}

var akureyri = &Site{
	City: "Akureyri", Office: "Akureyri", Street: "Hafnarstræti 88", PostalCode: "600", Country: "Iceland", Code: "IS",
	Language: "is-IS", Dial: "+354",
	given: parse(`Þóra Guðrún Ásgeir Sigríður Ólafur Hrafnhildur Bjarni Kolbrún Þorsteinn Ævar Steinunn Jón Élín Ragnar`),
	family: parse(`Þorvaldsdóttir Guðmundsson Ásgeirsdóttir Ólafsson Sigurðardóttir Bjarnason Eiríksdóttir Þórðarson
		Jónsdóttir Hálfdánarson Magnúsdóttir Einarsson`),
}

var leeds = &Site{
	City: "Leeds", Office: "Leeds", Street: "4 Canal Wharf", PostalCode: "LS11 5PS", State: "West Yorkshire",
	Country: "United Kingdom", Code: "GB", Language: "en-GB", Dial: "+44",
	given: parse(`Alice Graham Imogen Niall Priya Zoë Callum Siân Rhys Chloë Declan Fiona Gareth Harriet Owen Nadia Oliver
		Maeve Toby Winifred Anaïs Ruth Kofi Blessing`),
	family: parse(`O'Connor Ashworth McAllister D'Souza Okafor Fairfax-Lane Brontë Whitaker Patel O'Neill Hargreaves Llewellyn
		Osei Thackray Singh St_John Adeyemi Barraclough Khan Murgatroyd Fitzgerald Lumb`),
}
