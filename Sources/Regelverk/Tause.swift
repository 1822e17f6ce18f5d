import Domene

// Types of the rules that hold what is known of one person.
extension Vurdering: Taus {}
extension Avslutning: Taus {}
extension Funn: Taus {}
extension Arbeidsrom: Taus {}
