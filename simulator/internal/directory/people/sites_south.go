package people

var nantes = &Site{
	City: "Nantes", Office: "Nantes", Street: "12 quai de la Fosse", PostalCode: "44000", Country: "France", Code: "FR",
	Language: "fr-FR", Dial: "+33",
	given: parse(`Élodie Gaël François Aurélie Jérôme Noémie Loïc Solène Benoît Maëlle Anaïs Rémi Hélène Tristan Océane
		Jean-Noël Marie-Ève Yann Cécile Thérèse`),
	family: parse(`Lefèvre Guérin Le_Goff Béranger D'Arcy Chevalier Desbœufs Rousseau Hélary Maréchal Prévost Dufrêne
		L'Hermitte Corbière Gauthier Kérouac Besançon Noël Poitevin Sévigné`),
}

var bilbao = &Site{
	City: "Bilbao", Office: "Bilbao", Street: "Calle Ledesma 9", PostalCode: "48001", Country: "Spain", Code: "ES",
	Language: "es-ES", Dial: "+34",
	given: parse(`Iñigo Begoña Ángel Lucía Martín Nuria Íñaki Inés Raúl Ainhoa Jesús Belén Sofía Andrés Rocío Tomás Maite
		María_José Álvaro Óscar`),
	family: parse(`Núñez Ibáñez García_Márquez Echeverría Peña López Zúñiga Muñoz Aguirre Ordóñez Etxeberria Sáenz Vélez
		Fernández_de_la_Cruz Castaño Ochoa Giménez Íñiguez Rincón Güell`),
}

var recife = &Site{
	City: "Recife", Office: "Recife", Street: "Rua da Aurora 310", PostalCode: "50050-000", State: "Pernambuco",
	Country: "Brazil", Code: "BR", Language: "pt-BR", Dial: "+55",
	given: parse(`João Conceição Antônio Luíza Sebastião Débora Zé Mônica Caetano Inês Otávio Patrícia Tainá Vinícius Bruna
		Lourenço Thaís Ubirajara`),
	family: parse(`Gonçalves Araújo Conceição Simões Magalhães da_Silva Ferrão Assunção Guimarães Brandão Leitão Frazão
		dos_Santos Galvão Mourão Vilaça Sá Pimentel`),
}

var trieste = &Site{
	City: "Trieste", Office: "Trieste", Street: "Riva del Mandracchio 4", PostalCode: "34124", State: "TS", Country: "Italy",
	Code: "IT", Language: "it-IT", Dial: "+39",
	given: parse(`Niccolò Chiara Giosuè Lucia Matteo Noè Francesca Pierangelo Mosè Elisabetta Luca Bartolomeo Ginevra Fedele
		Ornella Tommaso`),
	family: parse(`Dell'Acqua Nardò D'Angelo Venier Cossù Battistella Forlì Morò Zanardi De_Luca Bressan Tomè Marchesi
		Scarpa Pittoni Furlan`),
}

var thessaloniki = &Site{
	City: "Θεσσαλονίκη", Office: "Thessaloniki", Street: "Λεωφόρος Νίκης 21", PostalCode: "546 24", Country: "Greece",
	Code: "GR", Language: "el-GR", Dial: "+30",
	given: parse(`Γιώργος=Giorgos Ελένη=Eleni Δημήτρης=Dimitris Κατερίνα=Katerina Νίκος=Nikos Ιωάννα=Ioanna Θανάσης=Thanasis
		Σοφία=Sofia Χρήστος=Christos Βασιλική=Vasiliki Παύλος=Pavlos Δέσποινα=Despoina`),
	family: parse(`Παπαδόπουλος=Papadopoulos Ιωαννίδης=Ioannidis Οικονόμου=Oikonomou Γεωργίου=Georgiou Βλάχος=Vlachos
		Καραγιάννη=Karagianni Ξενάκης=Xenakis Ψαρράς=Psarras Δήμου=Dimou Χατζή=Chatzi Λάμπρου=Lamprou Μαυρίδης=Mavridis`),
}

var izmir = &Site{
	City: "İzmir", Office: "Izmir", Street: "Kıbrıs Şehitleri Caddesi 56", PostalCode: "35220", Country: "Türkiye", Code: "TR",
	Language: "tr-TR", Dial: "+90",
	given: parse(`Çağlar Gülşen Işıl Ömer Şebnem Tuğçe Yiğit Özlem İbrahim=Ibrahim Ayşe Doğan Müge Umut Sıla Ebru Görkem
		Nazlı Uğur`),
	family: parse(`Yılmaz Çelik Öztürk Şahin Güneş Kılıç Işık Doğan Aydın Çetin Şimşek Özdemir Kırgız Ünal Bülbül Akgün
		Karaoğlu Tunç`),
}

var alexandria = &Site{
	City: "الإسكندرية", Office: "Alexandria", Street: "شارع فؤاد 18", PostalCode: "21131", Country: "Egypt", Code: "EG",
	Language: "ar-EG", Dial: "+20",
	given: parse(`ليلى=Layla يوسف=Youssef مريم=Mariam خالد=Khaled سلمى=Salma طارق=Tarek نور=Nour حسن=Hassan دينا=Dina
		عمر=Omar هدى=Hoda سامي=Sami`),
	family: parse(`منصور=Mansour حداد=Haddad الشريف=Elsherif فهمي=Fahmy سليمان=Soliman نجيب=Naguib عزيز=Aziz رشدي=Roshdy
		المصري=Elmasry بدوي=Badawy شاهين=Shahin غالي=Ghaly`),
}
