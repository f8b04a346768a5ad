import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import type { About } from "@/api/release";
import { webAddress } from "@/features/releases/page/facts";
import classes from "./ReleasePage.module.css";

/** Who made it, under which licence, and where more is to be read. */
export function Creators({ about }: { about: About }) {
  return (
    <dl className={classes.about}>
      <Fact name="Creators" show={about.creators.length > 0}>
        <ul>
          {about.creators.map((creator) => (
            <li key={`${creator.given_name} ${creator.family_name} ${creator.orcid}`}>
              {creator.given_name} {creator.family_name}
              {creator.affiliation && <span>, {creator.affiliation}</span>}
              {creator.orcid && (
                <>
                  {" "}
                  <Anchor href={`https://orcid.org/${creator.orcid}`} size="sm">
                    ORCID<span className={classes.unseen}> of {creator.family_name}</span>
                  </Anchor>
                </>
              )}
            </li>
          ))}
        </ul>
      </Fact>
      <Fact name="Licence" show={about.licence !== ""}>
        {about.licence}; each picture has its own besides
      </Fact>
      <Fact name="Address" show={about.url !== ""}>
        <Address text={about.url} />
      </Fact>
      <Fact name="Homepage" show={about.homepage !== ""}>
        <Address text={about.homepage} />
      </Fact>
      <Fact name="Contact" show={about.contact !== ""}>
        {about.contact}
      </Fact>
      <Fact name="State" show={about.state !== ""}>
        {about.state}
      </Fact>
    </dl>
  );
}

function Address({ text }: { text: string }) {
  const href = webAddress(text);
  return href ? (
    <Anchor href={href} inherit>
      {text}
    </Anchor>
  ) : (
    text
  );
}

interface FactProps {
  name: string;
  show: boolean;
  children: ReactNode;
}

function Fact({ name, show, children }: FactProps) {
  if (!show) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
