//! Asks for a completion, and prints it as it comes.

use openai::api::chat::CreateChatCompletionOutput::OkEventStream;
use openai::models::{ChatCompletionRequestUserMessage, CreateChatCompletionRequest};
use openai::{Client, Error};

/// The program.
pub async fn run(client: &Client) -> Result<(), Error> {
    let question = ChatCompletionRequestUserMessage::new("What is a lifetime?");
    let request = CreateChatCompletionRequest::new(vec![question.into()], "gpt-5-mini");
    let call = client.chat().create_chat_completion(&request.stream(true));
    if let OkEventStream(mut events) = call.send().await?.into_inner() {
        while let Some(chunk) = events.next().await {
            for choice in chunk?.choices {
                print!("{}", choice.delta.content.unwrap_or_default());
            }
        }
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    run(&Client::from_env()?).await
}
