import Innlesing
import Kodeverk

/// An input type as a Frictionless Table Schema, made from `Inndatatype.kolonner`: the declarations
/// that the reader uses, so that the two cannot part.
///
/// The schema says what a sender should write, the reader takes a little more: code values
/// are listed as the code tables spell them, while the reader passes over case, doubled spaces and
/// kinds of dashes. `anySpelling` gives patterns that take just what the reader takes.
struct TableSchema {
  let type: Inndatatype
  var anySpelling = false
  /// The file's own columns, when a certain file is described: their order, names and number. nil: the type's.
  var columns: [String]?
  /// JSON has numbers of its own; in CSV they are text with a decimal comma or point.
  var isJSON = false

  func write(_ key: String? = nil, to json: inout JSONWriter) {
    json.object(key) { json in
      if columns == nil {
        json.value("$schema", "https://datapackage.org/profiles/2.0/tableschema.json")
        json.value("name", type.navn)
      }
      json.array("fields") { json in
        for field in fields { write(field, to: &json) }
      }
      json.array("missingValues") { $0.value(nil, "") }
      if columns == nil || isJSON {
        // Columns in any order, optional ones may be left out, others are passed over (`formats.md`).
        json.value("fieldsMatch", "partial")
      }
    }
  }

  /// The columns to describe: those of the type, or those of the file and then what it lacks.
  private var fields: [(name: String, column: Kolonne?)] {
    guard let columns else { return type.kolonner.map { ($0.navn, $0) } }
    let found = columns.map { type.kolonne(navn: Array($0.utf8)) }
    var seen: Set<Int> = []
    var all: [(String, Kolonne?)] = zip(columns, found).map { name, k in
      // A known column twice rejects the file: under another name, so that the tool says so too.
      if let k, !isJSON, !seen.insert(k).inserted { return (name + " (dobbel)", type.kolonner[k]) }
      return (name, k.map { type.kolonner[$0] })
    }
    // In JSON a key that is not there is an empty value.
    for (k, column) in type.kolonner.enumerated() where !found.contains(k) && (isJSON ? column.maaHaVerdi : column.obligatorisk) {
      all.append((column.navn, column))
    }
    return all
  }

  private func write(_ field: (name: String, column: Kolonne?), to json: inout JSONWriter) {
    json.object { json in
      json.value("name", field.name)
      guard let column = field.column else {
        json.value("type", "any")
        json.value("description", "Ukjent kolonne: leses ikke.")
        return
      }
      FieldDescription(column, anySpelling: anySpelling, isJSON: isJSON).write(to: &json)
      // A property of our own, as Table Schema allows.
      if column.personlig { json.value("personopplysning", true) }
    }
  }
}

/// One column as a Table Schema field.
struct FieldDescription {
  private(set) var type = "string"
  private(set) var description = ""
  private(set) var pattern: String?
  private(set) var enumeration: [String] = []
  private(set) var limits: ClosedRange<Int>?
  private(set) var trueValues: [String] = []
  private(set) var falseValues: [String] = []
  private(set) var example: String?
  let isRequired: Bool

  init(_ column: Kolonne, anySpelling: Bool, isJSON: Bool = false) {
    isRequired = column.maaHaVerdi
    switch column.slag {
    case .duf:
      description = "DUF-nummer: 12 sifre, mellomrom er tillatt"
      pattern = SchemaPattern.duf
      example = "9000 999000 14"
    case .tekst: description = "Tekst"
    case .merkelapp: description = "Tekst som ingen utdata bruker"
    case .id: description = "Registreringens ID: flere rader med samme person og ID er versjoner av samme registrering"
    case .dato:
      description = "Dato, dd.mm.åååå eller åååå-mm-dd, fra 1900 til 2199"
      pattern = SchemaPattern.dato
      example = "31.08.2024"
    case .maaned:
      description = "Måned: mm.åååå, åååå-mm eller som August 2021"
      pattern = SchemaPattern.maaned
      example = "08.2024"
    case .kommune:
      description = "Kommunenummer: fire sifre (tre der et regneark har fjernet nullen foran)"
      pattern = "[0-9]{3,4}"
      example = "0301"
    case .bydel:
      description = "Bydelsnummer (seks sifre) eller bydelens navn"
      let numre = Bydelsnummer.alle.map(\.tekst)
      let navn = Bydelsnummer.alle.compactMap(\.navn)
      if anySpelling {
        pattern = SchemaPattern.spellings(numre.map { $0.first == "0" ? String($0.dropFirst()) : $0 } + numre + navn)
      } else {
        enumeration = numre + navn
      }
      example = numre.first
    case .boolsk, .boolskEllerTom:
      type = "boolean"
      if case .boolsk = column.slag { description = "Ja eller Nei; tom betyr Nei" } else { description = "Ja eller Nei; tom betyr at det ikke er oppgitt" }
      trueValues = ["Ja", "ja", "JA", "jA", "true"]
      falseValues = ["Nei", "nei", "NEI", "NEi", "NeI", "nEi", "neI", "nEI", "false"]
      example = "Ja"
    case .desimal(let fra, let til):
      description = "Tall fra \(fra) til \(til), med komma eller punktum som desimaltegn"
      // Table Schema knows one decimal mark only.
      if anySpelling && !isJSON {
        pattern = SchemaPattern.number(upTo: til, whole: false)
      } else {
        type = "number"
        limits = fra...til
      }
      example = "7"
    case .heltall(let fra, let til):
      description = "Helt tall fra \(fra) til \(til)"
      if anySpelling && !isJSON {
        pattern = SchemaPattern.number(upTo: til, whole: true)
      } else {
        type = "integer"
        limits = fra...til
      }
      example = String(til)
    case .kode(let kodetype):
      description = "En verdi av kodetabellen"
      let all = kodetype.navn + kodetype.andreNavn
      if anySpelling { pattern = SchemaPattern.spellings(all) } else { enumeration = FieldDescription.unique(all) }
      example = kodetype.navn.first
    case .kodeEllerTekst(let kodetype):
      description = "Helst en verdi av kodetabellen (\(kodetype.navn.joined(separator: "; "))); annen tekst er tillatt"
      example = kodetype.navn.first
    case .foedselsnummer:
      // A wrong number is a warning, and the row is used: no constraint.
      description = "Fødselsnummer eller D-nummer: 11 sifre med riktige kontrollsifre"
    case .hjemmel:
      description = "Hjemmelen som tekst, med paragrafnummeret etter den første §"
      // The reference person's may be any text; the row is used without it.
      if column.maaHaVerdi { pattern = SchemaPattern.hjemmel }
      example = "Utlendingsloven 2008 § 28 1. ledd bokstav b Asyl"
    }
    // Blank is empty (`formats.md`).
    if isRequired, type == "string", pattern == nil, enumeration.isEmpty { pattern = SchemaPattern.notBlank }
    if column.obligatorisk { description += ". Kolonnen må være med i filen" }
  }

  private static func unique(_ all: [String]) -> [String] {
    var seen: Set<String> = []
    return all.filter { seen.insert($0).inserted }
  }

  func write(to json: inout JSONWriter) {
    json.value("type", type)
    if type == "number" { json.value("decimalChar", ",") }
    if !trueValues.isEmpty {
      json.array("trueValues") { json in for v in trueValues { json.value(nil, v) } }
      json.array("falseValues") { json in for v in falseValues { json.value(nil, v) } }
    }
    json.value("description", description + ".")
    if let example { json.value("example", example) }
    guard isRequired || pattern != nil || !enumeration.isEmpty || limits != nil else { return }
    json.object("constraints") { json in
      if isRequired { json.value("required", true) }
      if let pattern { json.value("pattern", pattern) }
      if !enumeration.isEmpty { json.array("enum") { json in for v in enumeration { json.value(nil, v) } } }
      if let limits {
        json.value("minimum", limits.lowerBound)
        json.value("maximum", limits.upperBound)
      }
    }
  }
}
