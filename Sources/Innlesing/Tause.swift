import Domene

// Types of reading that hold names and numbers of persons, or the bytes of a row. One that cannot
// be copied (`Personsamler`) cannot be printed either.
extension Avvik: Taus {}
extension Avviksliste: Taus {}
extension Tekstrad: Taus {}
extension Dokument: Taus {}
extension Dokument.Numre: Taus {}
extension Dokument.Numre.Nummer: Taus {}
extension Dokumentelement: Taus {}
extension Dokumentkobling: Taus {}
extension Dokumentkobling.Avvist: Taus {}
extension Barnetabell: Taus {}
extension Dokumentleser.Utfall: Taus {}
extension Persontabell: Taus {}
extension Personbygger: Taus {}
extension Postlager: Taus {}
extension Mottaker: Taus {}
