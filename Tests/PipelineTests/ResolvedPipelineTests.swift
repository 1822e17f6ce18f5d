import Testing

@testable import Pipeline

/// What a manifest keeps of the settings reads back as the same settings.
@Suite struct ResolvedPipelineTests {
  static let everything = """
    name: "alt: \\"mulig\\" #1"
    beregningsdato: today
    input: "inn: mappe/æøå \\\\ 'x'"
    files:
      vedtak: [kommune/**/vedtak*, "x/v_????.csv"]
      folkeregister: fr/**
      udi: ["**"]
    limits:
      avviste_rader_andel_fil: 0.001 %
      avviste_rader_andel_totalt: 33,3 %
      maks_felt_rad: 64
      maks_bytes_linje: 4096
    output: "- ut"
    dialect: rfc4180
    outputs: [{avvik: {masker_verdi: true}}, {personliste: {per_kommune: true}}, {fristvarsel: {dager: 90, per_kommune: true}}, rapport]
    kjoeringer: {behold: 30, behold_feilede: 0}
    threads: 3
    parametre:
      aldersgrense_øvre: 60
      timer_per_fraværsdag: "7,0"
      integreringsloven_fra: 01.01.2021
    """

  @Test func readsBack() throws {
    let dato = GeneratorOptions.defaultDate
    let f = try PipelineFile.parse(Array(Self.everything.utf8), path: "p.yml")
    let lines = f.resolvedLines(dato: dato)
    let back = try PipelineFile.parse(Array(lines.joined(separator: "\n").utf8), path: "m")
    #expect(back.resolvedLines(dato: dato) == lines)
    #expect(back.beregningsdato == .fixed(dato))
    #expect(back.name == f.name && back.input == f.input && back.output == f.output)
    #expect(back.patterns == f.patterns && back.limits == f.limits && back.dialect == f.dialect)
    #expect(back.outputs == f.outputs && back.outputOptions == f.outputOptions && back.kept == f.kept)
    let values = back.parametre.endret.map { "\($0.key) \($0.value)" }
    #expect(values.sorted() == f.parametre.endret.map { "\($0.key) \($0.value)" }.sorted() && values.count == 3)
    #expect(f.limits.avvisteRaderAndelFil < 0.0001)
  }

  @Test(arguments: ["", "a\nb", "\u{85}\u{2028}\u{FEFF}", "\u{1}\u{7F}\\\"", "🙂 é", " x ", "~", "null"])
  func quotedTextsReadBack(_ text: String) throws {
    let yaml = "name: \(PipelineFile.quoted("n" + text))\nberegningsdato: today\ninput: i\noutput: o\n"
    #expect(try PipelineFile.parse(Array(yaml.utf8), path: "p").name == "n" + text)
  }

  @Test(arguments: [1.0, 0.0, 0.5, 0.05, 1e-5, 1.25e-7, 0.333])
  func sharesReadBack(_ v: Double) { #expect(Double(PipelineFile.decimal(v)) == v && !PipelineFile.decimal(v).contains("e")) }
}
