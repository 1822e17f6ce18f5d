import Kodeverk

/// The texts that rows are made of, as bytes once and for all: no `String` a field.
struct Texts: Sendable {
  let vedtakstyper = Vedtakstype.tabellnavn.map { Array($0.utf8) }
  let sluttmaal = Sluttmaal.tabellnavn.map { Array($0.utf8) }
  let klageutfall = Klageutfall.tabellnavn.map { Array($0.utf8) }
  let kontakttyper = Kontakttype.tabellnavn.map { Array($0.utf8) }
  let fravaerstyper = Fravaerstype.tabellnavn.map { Array($0.utf8) }
  let aarsaker = Avslutningsaarsak.tabellnavn.map { Array($0.utf8) }
  let tiltakstyper = Tiltakstype.tabellnavn.map { Array($0.utf8) }
  let tiltak = Tiltakstype.tabellnavn.indices.compactMap { Tiltakstype(nummer: $0) }
  let tiltaksgrupper = Tiltaksgruppe.tabellnavn.map { Array($0.utf8) }
  let maaneder = [
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
  ].map { Array($0.utf8) }

  /// Given names and family names, put together at random: nobody's.
  let fornavn: [[UInt8]] = [
    "Amina", "Oksana", "Yusuf", "Iryna", "Tesfay", "Olena", "Mehmet", "Fatima", "Oleksandr", "Åse", "José", "Selam",
    "Kateryna", "Ahmad", "Zahra", "Mykola", "Søren", "Nadifa", "Li", "Bjørn", "Samira", "Dmytro", "Abdi", "Ærlend",
    "Rania", "Halyna", "Ingebjørg", "Tekle",
  ].map { Array($0.utf8) }
  let etternavn: [[UInt8]] = [
    "Hassan", "Kovalenko", "Øvergård", "Ahmed", "Shevchenko", "Berhane", "Al-Masri", "Bondarenko", "Tesfamariam",
    "Næss", "Ångstrøm", "Abdullahi", "Melnyk", "O'Brien", "Noori", "Sæther", "Tkachenko", "Omar", "Bjørnson", "Haidari",
    "Gebremariam", "Hussein", "Lysenko", "Warsame",
  ].map { Array($0.utf8) }
  let land = ["UKR", "SYR", "AFG", "ERI", "SOM", "IRQ", "COD", "SDN", "TUR", ""].map { Array($0.utf8) }
  /// Who registers, after the kommunenummer.
  let initialer = ["-ASGE", "-NIBO", "-SOEG", "-MARØ", "-BAHO"].map { Array($0.utf8) }

  let hjemmelKollektiv = Array("Utlendingsloven 2008 § 34 2. ledd Kollektiv beskyttelse".utf8)
  let hjemlerAsyl = [
    "Utlendingsloven 2008 § 28 1. ledd bokstav a Asyl", "Utlendingsloven 2008 § 28 1. ledd bokstav b Asyl",
  ].map { Array($0.utf8) }
  let hjemmelOverfoering = Array("Utlendingsloven 2008 § 35 3. ledd Overføringsflyktning".utf8)
  let hjemmelHumanitaer = Array("Utlendingsloven 2008 § 38 1. ledd".utf8)
  let hjemmelSelvstendig = Array("Utlendingsloven 2008 § 53 1. ledd".utf8)
  let hjemlerFamilie = ["Utlendingsloven 2008 § 40 1. ledd", "Utlendingsloven 2008 § 42 1. ledd"].map { Array($0.utf8) }
  let hjemmelUten = Array("Utlendingsloven 2008 § 23 1. ledd".utf8)
  let innvilget = Array("Innvilget".utf8)
  let vedtakFattet = Array("Vedtak fattet".utf8)
  let avslag = Array("Avslag".utf8)
}
