//! What holds for any input.

use lgpd_analyzer::messages::{AnalysisRequest, Mode};
use lgpd_analyzer::{Confidence, Finding, Role, Rule, Selection, analyze, answer, check_digits, masked};
use proptest::prelude::*;

const EVERYTHING: Selection = Selection::everything(Confidence::of(0));

/// Pieces that the rules look at, and others, in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,15}",
        "[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}",
        "\\(?[0-9]{2}\\)? ?9?[0-9]{4}-[0-9]{4}",
        "[0-9]{2}/[0-9]{2}/[0-9]{4}",
        "[A-ZÀ-Ý][a-zà-ÿ]{2,8}",
        "\\PC{1,3}",
        prop::sample::select(vec![
            "CPF",
            "CPF:",
            "cns",
            "RG",
            "tel.",
            "nascido em",
            "Paciente:",
            "Dr.",
            "filho de",
            "Rua",
            "R.",
            ", nº 12",
            "apto 3",
            "Hospital",
            "doença de",
            "asma",
            "CID",
            "E11.9",
            "PID|1||12^^^H^MR||SÁ^ANA||19540312",
            "a@b.co",
            "@",
            "José",
            "da",
            "Silva",
            "CRM",
            "\n",
            "\r\n",
            "–",
            "\u{a0}",
            "ã",
            "e\u{301}",
            "🩺",
            "*",
            "é",
            "º",
            "D.",
            "ANS nº",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(
        (piece, prop::sample::select(vec!["", " ", ", ", ": ", "\n", ".", "-", "|", "^"])),
        0..24,
    )
    .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect())
}

fn cpf() -> impl Strategy<Value = String> {
    "[0-9]{9}".prop_filter_map("digits that are not all the same", |stem| {
        (0..100)
            .map(|check| format!("{stem}{check:02}"))
            .find(|digits| check_digits::is_cpf(digits.as_bytes()))
    })
}

fn is_identifier(finding: &Finding) -> bool {
    matches!(finding.rule, Rule::CheckDigits | Rule::EmailAddress)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_are_in_order_apart_and_between_characters(text in text()) {
        let mut end = 0;
        for finding in analyze(&text, Role::None, EVERYTHING) {
            let range = finding.range();
            prop_assert!(end <= range.start && range.start < range.end, "{finding:?}");
            prop_assert!(text.get(range.clone()).is_some(), "{finding:?}");
            end = range.end;
        }
    }

    #[test]
    fn a_mask_is_as_long_and_leaves_no_identifier(text in text()) {
        let output = masked(&text, &analyze(&text, Role::None, EVERYTHING));
        prop_assert_eq!(output.len(), text.len());
        let left = analyze(&output, Role::None, EVERYTHING);
        prop_assert!(!left.iter().any(is_identifier), "{output:?} {left:?}");
    }

    #[test]
    fn a_cpf_that_stands_alone_is_found(before in "[xzkç ]{0,80} ", cpf in cpf(), after in " [xzkç ]{0,80}") {
        let text = format!("{before}{cpf}{after}");
        let selection = Selection::everything(Confidence::of(50));
        let found = analyze(&text, Role::None, selection);
        let place = before.len()..before.len() + cpf.len();
        prop_assert!(found.iter().any(|f| f.rule == Rule::CheckDigits && f.range() == place), "{found:?}");
    }

    #[test]
    fn documents_stay_documents(name in "\\PC{0,12}", number in any::<f64>(), text in text(), cpf in cpf()) {
        let document = serde_json::json!({ name.clone(): [text, number, null, true], format!("{name} {cpf}"): {"cpf": cpf} });
        let request = AnalysisRequest {
            categories: None,
            document: Some(document),
            minimum_confidence: Some(0.0),
            mode: Mode::Mask,
            text: None,
        };
        let report = answer(request, |_| None).unwrap();
        let output = report.document.unwrap();
        prop_assert_eq!(output.as_object().unwrap().len(), 2);
        prop_assert!(!output.to_string().contains(&cpf));
        prop_assert!(report.findings.iter().all(|finding| !finding.pointer.as_ref().unwrap().contains(&cpf)));
    }
}
