import Domene

// Types of the reports that hold rows about persons, or what somebody asked about one.
extension Listetabell: Taus {}
extension Listevalg: Taus {}
extension Listesvar: Taus {}
extension Forklaring.Varsel: Taus {}
extension Maaldata: Taus {}
