// swift-tools-version: 6.1
import PackageDescription

/// What every processor that this runs on has (x86-64-v2: SSE4.2 and POPCNT, in all since 2009): dates and numbers
/// are read with it. Elsewhere they are read without.
#if arch(x86_64)
  let processor: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-march=x86-64-v2"])]
#else
  let processor: [SwiftSetting] = []
#endif

/// Settings of every target of ours: release builds may specialise across the
/// module walls, because the hot readers live in `Tabular` and are used from
/// `Innlesing` and `Pipeline`.
let ours: [SwiftSetting] =
  processor + [
    .swiftLanguageMode(.v6),
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
  ]

let package = Package(
  name: "nir",
  products: [
    .executable(name: "nir", targets: ["nir"]),
    // What Tests/Fuzz takes in.
    .library(name: "NirReading", targets: ["Innlesing", "Tabular", "Domene", "Kodeverk", "Kalender"]),
    // With it, what Tests/Benchmarks/Parts takes in.
    .library(name: "NirRules", targets: ["Regelverk", "Kodeverk"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    // What swift-crypto takes in, held to one version too.
    .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["libz-dev"])]),
    .systemLibrary(name: "CProcessor"),
    .target(name: "Kalender", swiftSettings: ours),
    .target(
      name: "Kodeverk", dependencies: ["Kalender"],
      resources: [.embedInCode("Tabeller")], swiftSettings: ours),
    .target(name: "Domene", dependencies: ["Kodeverk", "Kalender"], swiftSettings: ours),
    .target(name: "Regelverk", dependencies: ["Domene", "Kodeverk", "Kalender"], swiftSettings: ours),
    .target(name: "Tabular", dependencies: ["CZlib", "CProcessor"], swiftSettings: ours),
    .target(
      name: "Innlesing", dependencies: ["CProcessor", "Tabular", "Domene", "Kodeverk", "Kalender"],
      swiftSettings: ours),
    .target(
      name: "Rapport",
      dependencies: ["Regelverk", "Innlesing", "Tabular", "Domene", "Kodeverk", "Kalender"],
      swiftSettings: ours),
    .target(
      name: "Pipeline",
      dependencies: [
        "CProcessor", "Rapport", "Regelverk", "Innlesing", "Tabular", "Domene", "Kodeverk", "Kalender",
        .product(name: "Yams", package: "Yams"),
        .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: ours),
    .executableTarget(
      name: "nir",
      dependencies: [
        "Pipeline", "Rapport", "Regelverk", "Innlesing", "Domene", "Kodeverk", "Tabular",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: ours),
    .target(
      name: "TestSupport",
      dependencies: [
        "Pipeline",
        // Nobody imports it, and it is not in the program; a pin that no target uses is a warning.
        .product(name: "SwiftASN1", package: "swift-asn1"),
      ], swiftSettings: ours),
    .testTarget(name: "KalenderTests", dependencies: ["Kalender"], swiftSettings: ours),
    .testTarget(name: "KodeverkTests", dependencies: ["Kodeverk", "Kalender"], swiftSettings: ours),
    .testTarget(
      name: "RegelverkTests", dependencies: ["Regelverk", "Domene", "Kodeverk", "Kalender"],
      swiftSettings: ours),
    .testTarget(name: "TabularTests", dependencies: ["Tabular", "CZlib"], swiftSettings: ours),
    .testTarget(
      name: "InnlesingTests",
      dependencies: [
        "CProcessor", "Innlesing", "Tabular", "Domene", "Kodeverk", "Kalender", "Pipeline", "TestSupport",
      ], swiftSettings: ours),
    .testTarget(
      name: "RapportTests",
      dependencies: ["Rapport", "Regelverk", "Innlesing", "Tabular", "Domene", "Kodeverk", "Kalender"],
      swiftSettings: ours),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "Pipeline", "Rapport", "Regelverk", "Innlesing", "Tabular", "Domene", "Kodeverk",
        "Kalender",
      ], swiftSettings: ours),
  ]
)
