/// The names of the input types (`formats.md`), the one place where the pipeline
/// spells them, in input order.
public enum InputTypeNames {
  public static let folkeregister = "folkeregister"
  public static let udi = "udi"

  /// The types that municipalities deliver, in the order of the table of types.
  public static let kommunale = [
    "bosettinger", "kontakter", "integreringskontrakter", "sluttmaal", "vedtak", "klager", "tiltak", "fravaer",
    "avslutninger", "reservasjoner", "utdanning",
  ]

  /// All of them in input order.
  public static let all = [folkeregister, udi] + kommunale
}
