/// What holds names or numbers of persons and does not print itself: neither as text,
/// nor in a debugger, nor through `dump`. What is to be shown of it is written out by
/// the code that may, field by field.
public protocol Taus: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Taus {
  /// The type's name and nothing of the value.
  public var description: String { "\(Self.self)" }
  /// The same.
  public var debugDescription: String { description }
  /// Without children.
  public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}

// The bytes of a person's texts, dates of birth and death, addresses, children, and what
// the person has been through: nothing of it is for a log.
extension Persongrunnlag: Taus {}
extension Folkeregisteropplysninger: Taus {}
extension Bostedsadresse: Taus {}
extension Opphold: Taus {}
extension Bosetting: Taus {}
extension Kontakt: Taus {}
extension Integreringskontrakt: Taus {}
extension Sluttmaalregistrering: Taus {}
extension Vedtak: Taus {}
extension Klage: Taus {}
extension Tiltak: Taus {}
extension Fravaer: Taus {}
extension KommunalAvslutning: Taus {}
extension Reservasjon: Taus {}
extension Utdanning: Taus {}
extension Radliste: Taus {}
