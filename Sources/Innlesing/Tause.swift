import Domene

// Types of reading that hold names and numbers of persons, or the bytes of a row.
extension Avvik: Taus {}
extension Avviksliste: Taus {}
extension Tekstrad: Taus {}
extension Dokument: Taus {}
extension Dokument.Nummer: Taus {}
extension Dokumentkobling: Taus {}
extension Dokumentkobling.Avvist: Taus {}
extension Dokumentleser: Taus {}
extension Dokumentleser.Utfall: Taus {}
extension Persontabell: Taus {}
extension Personbygger: Taus {}
extension Personsamler: Taus {}
extension Postlager: Taus {}
extension Mottaker: Taus {}
