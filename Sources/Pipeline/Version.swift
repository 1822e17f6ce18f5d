/// The program's version, as `--version` and every manifest show it.
public enum ProgramVersion {
  public static let current = "0.1.0"
}
