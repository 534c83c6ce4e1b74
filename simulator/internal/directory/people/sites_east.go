package people

var gdansk = &Site{
	City: "Gdańsk", Office: "Gdansk", Street: "ul. Długa 33", PostalCode: "80-827", Country: "Poland", Code: "PL",
	Language: "pl-PL", Dial: "+48",
	given: parse(`Łukasz Małgorzata Paweł Bożena Wojciech Grażyna Michał Żaneta Stanisław Agnieszka Świętosława Zdzisław Oliwia
		Przemysław Kinga Rafał Jadwiga Włodzimierz`),
	family: parse(`Wójcik Dąbrowska-Zięba Łuczak Gołąb Śliwa Źrebiec Król Jabłonek Szczęsny Brzęk Żuraw Pająk Sęk Bąk Kość
		Wróbel Gąsior Ćwik`),
}

var brno = &Site{
	City: "Brno", Office: "Brno", Street: "Údolní 8", PostalCode: "602 00", Country: "Czechia", Code: "CZ",
	Language: "cs-CZ", Dial: "+420",
	given: parse(`Jiří Tomáš Růžena Ondřej Zdeněk Kateřina Matěj Věra Lubomír Šárka Vojtěch Žofie Radek Alžběta Luděk Blažena`),
	family: parse(`Dvořák Černý Kučera Němec Růžička Beneš Štěpánek Zeman Křížek Žák Havlíček Šimůnek Koutný Vaněk Řezníček
		Hůlka`),
}

var debrecen = &Site{
	City: "Debrecen", Office: "Debrecen", Street: "Piac utca 41", PostalCode: "4025", Country: "Hungary", Code: "HU",
	Language: "hu-HU", Dial: "+36", familyFirst: true,
	given:  parse(`Győző Zsófia László Ágnes Ödön Réka Gábor Kinga Jenő Boglárka Tünde Zoltán Csilla Béla Örs Ildikó`),
	family: parse(`Szűcs Kovács Tóth Hegedűs Nagy Erdős Bíró Fekete Székely Szőke Gál Őze Kőrösi Vörös Mészáros Dózsa`),
}

var lviv = &Site{
	City: "Львів", Office: "Lviv", Street: "вул. Вірменська 16", PostalCode: "79008", Country: "Ukraine", Code: "UA",
	Language: "uk-UA", Dial: "+380",
	given: parse(`Оксана=Oksana Тарас=Taras Дмитро=Dmytro Соломія=Solomiia Юрій=Yurii Галина=Halyna Богдан=Bohdan Ірина=Iryna
		Остап=Ostap Леся=Lesia Євген=Yevhen Марічка=Marichka Олег=Oleh`),
	family: parse(`Шевчук=Shevchuk Коваленко=Kovalenko Ткач=Tkach Гончар=Honchar Мельник=Melnyk Бондар=Bondar
		Зінченко=Zinchenko Лисенко=Lysenko Щербак=Shcherbak Гайдук=Haiduk Сірко=Sirko Кравець=Kravets`),
}

var daNang = &Site{
	City: "Đà Nẵng", Office: "Da Nang", Street: "Bạch Đằng 102", PostalCode: "550000", Country: "Vietnam", Code: "VN",
	Language: "vi-VN", Dial: "+84", familyFirst: true,
	given:  parse(`Hương Đức Thảo Tuấn Ngọc Phượng Hùng Lệ Quỳnh Sơn Mỹ Thắng Yến Dũng Châu Khánh Trường Ánh`),
	family: parse(`Nguyễn Trần Lê Phạm Hoàng Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Vũ`),
}

var osaka = &Site{
	City: "大阪市", Office: "Osaka", Street: "北区中之島三丁目", PostalCode: "530-0005", State: "大阪府", Country: "Japan",
	Code: "JP", Language: "ja-JP", Dial: "+81", familyFirst: true,
	given: parse(`花子=Hanako 健太=Kenta 美咲=Misaki 翔太=Shota 直美=Naomi 拓也=Takuya 由美子=Yumiko 大輔=Daisuke 恵=Megumi
		誠=Makoto 綾乃=Ayano 隆=Takashi さくら=Sakura 亮=Ryo`),
	family: parse(`山田=Yamada 佐藤=Sato 鈴木=Suzuki 高橋=Takahashi 渡辺=Watanabe 小林=Kobayashi 加藤=Kato 吉田=Yoshida 井上=Inoue
		木村=Kimura 林=Hayashi 清水=Shimizu 松本=Matsumoto 森=Mori`),
}

var pune = &Site{
	City: "पुणे", Office: "Pune", Street: "लक्ष्मी रोड 77", PostalCode: "411030", State: "Maharashtra", Country: "India",
	Code: "IN", Language: "hi-IN", Dial: "+91",
	given: parse(`आरती=Aarti विक्रम=Vikram मीरा=Meera संजय=Sanjay कविता=Kavita अर्जुन=Arjun दीपा=Deepa रोहन=Rohan नेहा=Neha
		सुरेश=Suresh अनन्या=Ananya किरण=Kiran`),
	family: parse(`जोशी=Joshi कुलकर्णी=Kulkarni पाटील=Patil देशमुख=Deshmukh शर्मा=Sharma गोखले=Gokhale चव्हाण=Chavan राव=Rao
		भोसले=Bhosale नायर=Nair आपटे=Apte साठे=Sathe`),
}

// sites in order of size.
var sites = []*Site{
	hamburg, leeds, gothenburg, gdansk, nantes, bilbao, pune, daNang, brno, izmir,
	recife, bergen, lviv, trieste, osaka, thessaloniki, aarhus, debrecen, tampere, alexandria, akureyri,
}
