import Kodeverk

/// Who may be left out of an extract altogether.
public enum Utelatelse: String, CaseIterable, Sendable {
  ///
  case reserved
  ///
  case protected
}

/// What a research extract is to hold.
public struct Uttrekksvalg: Sendable {
  /// In the order of the extract.
  public var kolonner: [Uttrekkskolonne]
  /// The columns by which somebody could be found; nil: the chosen ones that others
  /// may know (`Uttrekkskolonne.erKjentUtad`).
  public var kjennetegn: [Uttrekkskolonne]?
  /// How exact dates are.
  public var datoer: Datoform
  /// Fewest persons that may share a combination of `kjennetegn`; 0: no limit.
  public var minsteGruppe: Int
  /// Who is left out.
  public var utelat: Set<Utelatelse>

  /// Exact dates, no limit, nobody left out.
  public init(
    kolonner: [Uttrekkskolonne], kjennetegn: [Uttrekkskolonne]? = nil, datoer: Datoform = .exact, minsteGruppe: Int = 0,
    utelat: Set<Utelatelse> = []
  ) {
    self.kolonner = kolonner
    self.kjennetegn = kjennetegn
    self.datoer = datoer
    self.minsteGruppe = minsteGruppe
    self.utelat = utelat
  }

  /// The columns that `kjennetegn` come to.
  public var gjeldendeKjennetegn: [Uttrekkskolonne] { kjennetegn ?? kolonner.filter(\.erKjentUtad) }
}

extension Uttrekksvalg {
  /// What somebody may ask for and never gets, with what there is instead.
  private static let sperret: [(ord: [String], grunn: String)] = [
    (
      [
        "duf", "dufnummer", "dufnr", "foedselsnummer", "fodselsnummer", "fnr", "dnummer", "dnr", "personnummer",
        "identifikasjonsnummer", "id", "vedtakid", "saksnummer", "saksnr", "sak", "referanse", "referansenummer",
      ], "numbers of persons and cases are in no extract; every person has a pseudonym"
    ),
    (
      ["navn", "fornavn", "mellomnavn", "etternavn", "fornavnetternavn", "name"],
      "names are in no extract; every person has a pseudonym"
    ),
    (
      ["registrertav", "saksbehandler", "kontaktperson"],
      "who registered something is a person too and is in no extract"
    ),
    (
      ["foedselsdato", "fodselsdato", "alder"],
      "birth dates are in no extract; there are foedselsaar, aldersgruppe and aldersgruppe-avslutning"
    ),
    (
      ["adresse", "bostedsadresse", "bydel", "oppfkommunebydel", "postnummer"],
      "nothing finer than a kommune is in an extract; there are kommune and fylke"
    ),
    (
      ["fritekst", "merknad", "kommentar", "beskrivelse", "begrunnelse", "tekst", "verdi", "melding"],
      "free text is in no extract"
    ),
  ]

  /// Reads columns as somebody types them: names of the command line or of the
  /// file's first line, with commas between.
  /// - Throws: `Valgfeil`: what cannot be had and why, without what was typed.
  public static func kolonner(_ tekst: String, _ opsjon: String = "--columns") throws(Valgfeil) -> [Uttrekkskolonne] {
    var ut: [Uttrekkskolonne] = []
    for ord in tekst.split(separator: ",", omittingEmptySubsequences: false) {
      let soekt = Slug.av(String(ord))
      if let s = sperret.first(where: { $0.ord.contains(soekt) }) { throw Valgfeil(melding: "\(opsjon): \(s.grunn)") }
      guard let k = Uttrekkskolonne.allCases.first(where: { [Slug.av($0.rawValue), Slug.av($0.navn)].contains(soekt) })
      else {
        throw Valgfeil(
          melding: "\(opsjon): no such column; there are: "
            + Uttrekkskolonne.allCases.map(\.rawValue).joined(separator: ", "))
      }
      guard !ut.contains(k) else { throw Valgfeil(melding: "\(opsjon): \(k.rawValue) is given twice") }
      ut.append(k)
    }
    return ut
  }

  /// Whether the choice makes sense as a whole.
  public func kontroller() throws(Valgfeil) {
    if let mangler = kjennetegn?.first(where: { !kolonner.contains($0) }) {
      throw Valgfeil(melding: "--quasi-identifiers: \(mangler.rawValue) is not among --columns")
    }
    if minsteGruppe > 0, gjeldendeKjennetegn.isEmpty {
      throw Valgfeil(
        melding: "--min-group: none of the columns tells who somebody is; name some with --quasi-identifiers")
    }
  }
}
