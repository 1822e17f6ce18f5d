import Testing

@testable import Kodeverk
