//! One way to write a value down, so that the same facts always have the same hash.
//!
//! Keys sorted by their bytes, no space between tokens, integers only: a fraction has many
//! spellings, so fractions are stored as parts per million.

use serde::Serialize;
use serde_json::Value;

/// The canonical JSON text of `value`.
///
/// An error where the value holds a number that is not a whole one.
pub(super) fn text(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut out = String::new();
    write(&serde_json::to_value(value)?, &mut out)?;
    Ok(out)
}

fn write(value: &Value, out: &mut String) -> Result<(), serde_json::Error> {
    match value {
        Value::Number(number) if number.is_f64() => {
            return Err(serde::ser::Error::custom(format!(
                "{number} is not a whole number"
            )));
        }
        Value::Array(items) => list(out, ['[', ']'], items, write)?,
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_unstable_by_key(|(key, _)| key.as_bytes());
            list(out, ['{', '}'], entries, |(key, item), out| {
                out.push_str(&serde_json::to_string(key)?);
                out.push(':');
                write(item, out)
            })?;
        }
        scalar => out.push_str(&serde_json::to_string(scalar)?),
    }
    Ok(())
}

fn list<T>(
    out: &mut String,
    [open, close]: [char; 2],
    items: impl IntoIterator<Item = T>,
    write_item: impl Fn(T, &mut String) -> Result<(), serde_json::Error>,
) -> Result<(), serde_json::Error> {
    out.push(open);
    for (position, item) in items.into_iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        write_item(item, out)?;
    }
    out.push(close);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn sorts_keys_at_every_depth_and_leaves_no_space() {
        let value = json!({"b": [1, {"z": null, "a": "é\n\""}], "a": -7, "B": true});
        assert_eq!(
            text(&value).unwrap(),
            r#"{"B":true,"a":-7,"b":[1,{"a":"é\n\"","z":null}]}"#
        );
    }

    #[test]
    fn refuses_fractions() {
        assert!(
            text(&json!({"confidence": 0.5}))
                .unwrap_err()
                .to_string()
                .contains("not a whole number")
        );
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::hash_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn reads_back_as_the_same_value_and_writes_the_same_text(value in any_value()) {
            let first = text(&value).unwrap();
            let read: Value = serde_json::from_str(&first).unwrap();
            prop_assert_eq!(&read, &value);
            prop_assert_eq!(text(&read).unwrap(), first);
        }
    }
}
