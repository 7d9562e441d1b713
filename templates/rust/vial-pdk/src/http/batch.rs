use super::{Request, Response};
use crate::host::{Block, block, import};
use crate::{Error, json};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Why a request of a batch has no response.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Failure {
    /// `HTTP_REFUSED` when the plugin may not make it, `HTTP_FAILED` when there was no answer.
    pub code: String,
    /// The host's words for it.
    pub message: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Failure {}

#[derive(Serialize)]
struct Requests<'a> {
    requests: Vec<BatchedRequest<'a>>,
}

#[derive(Serialize)]
struct BatchedRequest<'a> {
    body: &'a str,
    headers: &'a BTreeMap<String, String>,
    method: &'a str,
    url: &'a str,
}

#[derive(Deserialize)]
struct Responses {
    responses: Vec<BatchedResponse>,
}

#[derive(Deserialize)]
struct BatchedResponse {
    error: Option<Failure>,
    #[serde(default)]
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
}

/// Sends all requests at once and waits for the last answer. The answers are in the requests' order.
///
/// This is Vial's own host function `http_batch`, which other Extism hosts have to be given. Bodies
/// are texts, both ways: a response that is not UTF-8 is a [`Failure`].
///
/// # Errors
/// When a request's body is not UTF-8.
pub fn batch(requests: &[Request]) -> Result<Vec<Result<Response, Failure>>, Error> {
    let requests = requests.iter().map(batched).collect::<Result<_, _>>()?;
    let requests = json::to_vec(&Requests { requests })?;
    let answer = block::find(import::http_batch(Block::new(&requests).give()));
    let Responses { responses } = json::from_slice(&answer.unwrap_or_default())?;
    Ok(responses.into_iter().map(outcome).collect())
}

fn batched(
    Request {
        url,
        method,
        headers,
        body,
    }: &Request,
) -> Result<BatchedRequest<'_>, Error> {
    let body = std::str::from_utf8(body).map_err(|_| "request: not UTF-8")?;
    Ok(BatchedRequest {
        body,
        headers,
        method,
        url,
    })
}

fn outcome(batched: BatchedResponse) -> Result<Response, Failure> {
    let BatchedResponse {
        error,
        status,
        headers,
        body,
    } = batched;
    error.map_or(
        Ok(Response {
            status,
            headers,
            body: body.into_bytes(),
        }),
        Err,
    )
}
