"""Messages made, written and parsed again by the email package: much library code, each part of it a little."""
import email
import email.policy
import sys
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

DEFAULT = 400


def main(n):
    length = addresses = parts = 0
    for i in range(n):
        message = MIMEMultipart(boundary=f"=={i}==")
        message["Subject"] = f"Größe {i}"
        message["From"] = f"from{i}@example.org"
        message["To"] = ", ".join(f"to{k}@example.org" for k in range(i % 5 + 1))
        message.attach(MIMEText("text " * 50))
        message.attach(MIMEText(f"<b>{i}</b>", "html", "utf-8"))
        text = message.as_string()
        back = email.message_from_string(text, policy=email.policy.default)
        length += len(text)
        addresses += len(back["to"].addresses)
        parts += len(list(back.walk()))
    print(length, addresses, parts, back["subject"])


main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
